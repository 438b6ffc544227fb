//! What the test programs share: reading the vectors.
