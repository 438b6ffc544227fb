use super::*;
pub fn regions(_: E164) -> &'static [Region] {
    &[]
}
pub fn region(_: E164) -> Option<Region> {
    None
}
pub fn has_possible_length(_: E164) -> bool {
    true
}
pub fn is_spoken_in(_: &str, _: Region) -> bool {
    true
}
pub fn languages(_: &[Region]) -> Vec<String> {
    vec![]
}
pub fn read_prefix(raw: &str, _: &[Region]) -> Option<Prefix> {
    Prefix::from_exposed(raw)
}
pub struct L;
impl L {
    pub fn contains(&self, n: u32) -> bool {
        n > 7
    }
}
pub fn possible_lengths(_: u64) -> L {
    L
}
