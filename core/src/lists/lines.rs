/// Tells the line of a place in a text. Places come in the order of the text, so one pass suffices.
pub(super) struct Lines<'text> {
    text: &'text str,
    offset: usize,
    line: u64,
}

impl<'text> Lines<'text> {
    pub(super) fn new(text: &'text str) -> Self {
        Self { text, offset: 0, line: 1 }
    }

    /// The line of the byte at this offset, from 1.
    pub(super) fn line_at(&mut self, offset: usize) -> u64 {
        let passed = self.text.as_bytes().get(self.offset..offset).unwrap_or_default();
        let newlines = passed.split(|&byte| byte == b'\n').skip(1).count();
        self.line += u64::try_from(newlines).unwrap_or_default();
        self.offset = offset;
        self.line
    }
}
