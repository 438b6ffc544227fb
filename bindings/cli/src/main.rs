//! The screener on the command line.
fn main() {}
