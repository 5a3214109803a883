//! The lines themselves: two ends in one process, and an emulator's way.

use futures::{executor::block_on, join};
use signing::transport::{Transport, TransportError, memory};

#[test]
fn what_one_end_writes_the_other_reads_in_order() {
    block_on(async {
        let (host, device) = memory::pair();
        host.write(&[1; 64]).await.unwrap();
        host.write(&[2; 64]).await.unwrap();
        assert_eq!(device.take(), Ok(Some([1; 64])));
        assert_eq!(device.read().await, Ok([2; 64]));
        assert_eq!(device.take(), Ok(None));
        let (came, given) = join!(host.read(), async { device.give(&[3; 64]) });
        assert_eq!((came, given), (Ok([3; 64]), Ok(())), "who waits is woken");
    });
}

#[test]
fn a_pulled_plug_wakes_who_waits_and_ends_both_sides() {
    block_on(async {
        let (host, device) = memory::pair();
        device.give(&[1; 64]).unwrap();
        assert_eq!(host.read().await, Ok([1; 64]));
        let (came, ()) = join!(host.read(), async { device.unplug() });
        assert_eq!(came, Err(TransportError::Unplugged));
        assert_eq!(host.write(&[0; 64]).await, Err(TransportError::Unplugged));
        let (host, device) = memory::pair();
        drop(device);
        assert_eq!(host.read().await, Err(TransportError::Unplugged));
    });
}
