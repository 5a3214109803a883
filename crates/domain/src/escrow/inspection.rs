//! While the buyer looks at what came: the warnings before silence counts as a yes, each given once.

use crate::{
    Days, Hours, Span, Timestamp,
    escrow::{Order, OrderChange},
    market::RequestStatus,
    tasks::Deed,
    words,
};

words! {
    /// A warning before the window ends.
    pub enum InspectionWarning {
        /// Half of the time is over.
        Half = "half",
        /// Nine tenths of it are.
        Ninety = "ninety",
        /// A day is left.
        LastDay = "last_day",
    }
}

const LAST_DAY: Hours = Hours(24);

impl InspectionWarning {
    /// When it is due in a window of this length that ends then. A window of a day has no last day.
    pub fn at(self, until: Timestamp, window: Days) -> Option<Timestamp> {
        let before = |millis| Timestamp::from_millis(until.millis() - millis);
        match self {
            Self::Half => Some(before(window.millis() / 2)),
            Self::Ninety => Some(before(window.millis() / 10)),
            Self::LastDay => (window.millis() > LAST_DAY.millis()).then(|| before(LAST_DAY.millis())),
        }
    }
}

impl Order {
    /// The end of the window that is open now; none when the buyer is not, or no longer, looking at what came.
    pub fn inspected_until(&self) -> Option<Timestamp> {
        let is_open = matches!(self.request.status, RequestStatus::Delivered | RequestStatus::Confirming);
        self.request.deadlines.inspect_until.filter(|_| is_open)
    }

    /// The same with this warning given; nothing when it was given before.
    pub fn warned(&self, warning: InspectionWarning, now: Timestamp) -> Option<OrderChange> {
        let mut after = self.clone();
        let given = &mut after.request.deadlines.warned;
        if given.contains(&warning) {
            return None;
        }
        given.push(warning);
        after.request.updated_at = now;
        Some(OrderChange::between(self.clone(), after))
    }
}

impl OrderChange {
    /// The window is open: its end, and the warnings before it.
    pub(super) fn open_window(&mut self, window: Days, now: Timestamp) {
        let (order, until) = (self.order.request.id, now + window);
        self.order.request.deadlines.inspect_until = Some(until);
        self.order.request.deadlines.warned.clear();
        self.schedule.push((Deed::EndInspection(order), until));
        let due =
            |warning: &InspectionWarning| Some((Deed::WarnInspection(order, *warning), warning.at(until, window)?));
        self.schedule.extend(<InspectionWarning as crate::machine::Word>::ALL.iter().filter_map(due));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::Word;

    #[test]
    fn warnings_come_at_half_at_nine_tenths_and_a_day_before_the_end() {
        let until = Timestamp::from_millis(0) + Days(20);
        let hours = |window| {
            let at = |warning: &InspectionWarning| warning.at(until, window);
            let left = |at: Timestamp| until.millis_since(at) / 3_600_000;
            InspectionWarning::ALL.iter().map(at).map(|at| at.map(left)).collect::<Vec<_>>()
        };
        assert_eq!(hours(Days(14)), [Some(168), Some(33), Some(24)]);
        assert_eq!(hours(Days(1)), [Some(12), Some(2), None]);
    }
}
