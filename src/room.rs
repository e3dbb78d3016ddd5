//! Room of a list that is made again and again: the next one takes what the last one left.

use std::cell::Cell;

/// Bytes of the longest list whose room is kept.
const USUAL: usize = 1 << 16;

/// For a thread-local; whoever nests lists of one kind allocates the inner ones.
pub struct Room<T>(Cell<Vec<T>>);

impl<T> Room<T> {
    pub const fn new() -> Self {
        Self(Cell::new(Vec::new()))
    }

    /// An empty list with room for so many.
    pub fn take(&self, count: usize) -> Vec<T> {
        let mut list = self.0.take();
        list.clear();
        list.reserve(count);
        list
    }

    pub fn leave(&self, list: Vec<T>) {
        if list.capacity() * size_of::<T>() <= USUAL {
            self.0.set(list);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Room, USUAL};

    #[test]
    fn room_is_used_again_unless_it_is_huge() {
        let room = Room::new();
        room.leave(vec![1_u8; 100]);
        let list = room.take(10);
        assert!(list.is_empty() && list.capacity() >= 100);
        room.leave(vec![0; USUAL + 1]);
        assert!(room.take(1).capacity() < USUAL);
    }
}
