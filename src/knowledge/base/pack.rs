//! A small binary form: what the index is written in. Integers are LEB128, strings and lists carry their length first.

use super::{Date, Regions};

/// Written to and read from bytes. Reading is total: bytes that do not fit give `None`.
pub trait Pack: Sized {
    fn put(&self, out: &mut Vec<u8>);
    fn get(from: &mut &[u8]) -> Option<Self>;
}

/// Takes `n` bytes off the front.
pub fn take<'a>(from: &mut &'a [u8], n: usize) -> Option<&'a [u8]> {
    let (head, tail) = from.split_at_checked(n)?;
    *from = tail;
    Some(head)
}

/// Reads a string without copying it.
pub fn take_str<'a>(from: &mut &'a [u8]) -> Option<&'a str> {
    let len = u32::get(from)? as usize;
    std::str::from_utf8(take(from, len)?).ok()
}

impl Pack for u8 {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(*self);
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        take(from, 1)?.first().copied()
    }
}

impl Pack for bool {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        Some(u8::get(from)? != 0)
    }
}

impl Pack for u32 {
    fn put(&self, out: &mut Vec<u8>) {
        let mut n = *self;
        while n >= 0x80 {
            out.push(n as u8 | 0x80);
            n >>= 7;
        }
        out.push(n as u8);
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        let mut n = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = u8::get(from)?;
            n |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(n);
            }
        }
        None
    }
}

impl Pack for String {
    fn put(&self, out: &mut Vec<u8>) {
        (self.len() as u32).put(out);
        out.extend_from_slice(self.as_bytes());
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        take_str(from).map(str::to_owned)
    }
}

impl<T: Pack> Pack for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.is_some().put(out);
        if let Some(value) = self {
            value.put(out);
        }
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        if bool::get(from)? { Some(Some(T::get(from)?)) } else { Some(None) }
    }
}

impl<T: Pack> Pack for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) {
        (self.len() as u32).put(out);
        self.iter().for_each(|item| item.put(out));
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        let len = u32::get(from)?;
        (0..len).map(|_| T::get(from)).collect()
    }
}

impl Pack for Date {
    fn put(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.year.to_le_bytes());
        out.extend_from_slice(&[self.month, self.day]);
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        let &[a, b, month, day] = take(from, 4)? else { return None };
        Some(Self { year: i16::from_le_bytes([a, b]), month, day })
    }
}

impl Pack for Regions {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        u8::get(from).map(Self)
    }
}

/// Implements [`Pack`]: structs field by field, enums by the place of the variant (all, in the order of declaration).
macro_rules! packed {
    () => {};
    (enum $name:ident { $($variant:ident),+ $(,)? } $($rest:tt)*) => {
        impl Pack for $name {
            fn put(&self, out: &mut Vec<u8>) {
                out.push(*self as u8);
            }

            fn get(from: &mut &[u8]) -> Option<Self> {
                let place = <u8 as Pack>::get(from)?;
                [$(Self::$variant),+].get(usize::from(place)).copied()
            }
        }
        packed! { $($rest)* }
    };
    (struct $name:ident { $($field:ident),+ $(,)? } $($rest:tt)*) => {
        impl Pack for $name {
            fn put(&self, out: &mut Vec<u8>) {
                $(self.$field.put(out);)+
            }

            fn get(from: &mut &[u8]) -> Option<Self> {
                Some(Self { $($field: Pack::get(from)?),+ })
            }
        }
        packed! { $($rest)* }
    };
}
pub(crate) use packed;
