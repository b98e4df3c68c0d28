//! Handing a conversation over from a bot to a person: control of the conversation if another app has
//! it, the typing indicator, and a greeting, all as the persona.

use messenger_personas::Persona;

/// How far it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum HandOff {
    /// Nothing was handed over.
    #[default]
    Idle,
    /// It is under way.
    Running {
        /// What is to be done.
        plan: Plan,
        /// What is being done.
        step: Step,
    },
    /// It is done.
    HandedOver {
        /// To whom.
        persona: Persona,
        /// Whether control was taken for it, and can be handed back.
        took_control: bool,
    },
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Who takes over.
    pub persona: Persona,
    /// What the persona says first. Without one nothing is sent.
    pub greeting: String,
    /// Whether control is taken from another app first.
    pub takes_control: bool,
}

/// One request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Taking control of the conversation.
    TakeControl,
    /// Showing the typing indicator.
    ShowTyping,
    /// Sending the greeting.
    SendGreeting,
}

impl HandOff {
    /// Begins. Returns the first step; `None` if it is under way already.
    pub fn begin(&mut self, plan: Plan) -> Option<Step> {
        if matches!(self, Self::Running { .. }) {
            return None;
        }
        let step = if plan.takes_control { Some(Step::TakeControl) } else { plan.first_words() };
        self.go_on(plan, step)
    }

    /// A step is done. Returns the next one; `None` after the last one.
    pub fn succeeded(&mut self) -> Option<Step> {
        let Self::Running { plan, step } = self else { return None };
        let next = match step {
            Step::TakeControl => plan.first_words(),
            Step::ShowTyping => Some(Step::SendGreeting),
            Step::SendGreeting => None,
        };
        let plan = plan.clone();
        self.go_on(plan, next)
    }

    /// A step failed: nothing was said. Control that was taken stays.
    pub fn failed(&mut self) {
        *self = Self::Idle;
    }

    /// Control was handed back.
    pub fn handed_back(&mut self) {
        *self = Self::Idle;
    }

    /// What is to be done, while it is under way.
    #[must_use]
    pub fn plan(&self) -> Option<&Plan> {
        match self {
            Self::Running { plan, .. } => Some(plan),
            _ => None,
        }
    }

    fn go_on(&mut self, plan: Plan, step: Option<Step>) -> Option<Step> {
        *self = match step {
            Some(step) => Self::Running { plan, step },
            None => Self::HandedOver { persona: plan.persona, took_control: plan.takes_control },
        };
        step
    }
}

impl Plan {
    fn first_words(&self) -> Option<Step> {
        (!self.greeting.trim().is_empty()).then_some(Step::ShowTyping)
    }
}

#[cfg(test)]
mod tests {
    use messenger_personas::PersonaId;

    use super::*;

    fn plan(greeting: &str, takes_control: bool) -> Plan {
        let id = PersonaId::parse("7").unwrap();
        let persona = Persona { id, name: Some("Adam".to_owned()), profile_picture_url: None };
        Plan { persona, greeting: greeting.to_owned(), takes_control }
    }

    fn steps(plan: Plan) -> (Vec<Step>, HandOff) {
        let mut hand_off = HandOff::default();
        let mut steps = Vec::new();
        let mut next = hand_off.begin(plan);
        while let Some(step) = next {
            steps.push(step);
            next = hand_off.succeeded();
        }
        (steps, hand_off)
    }

    #[test]
    fn control_comes_first_and_the_greeting_last() {
        use Step::{SendGreeting, ShowTyping, TakeControl};
        for (greeting, takes_control, expected) in [
            ("Hi!", true, vec![TakeControl, ShowTyping, SendGreeting]),
            ("Hi!", false, vec![ShowTyping, SendGreeting]),
            (" ", true, vec![TakeControl]),
            ("", false, vec![]),
        ] {
            let (steps, hand_off) = steps(plan(greeting, takes_control));
            assert_eq!(steps, expected);
            let persona = plan("", false).persona;
            assert_eq!(hand_off, HandOff::HandedOver { persona, took_control: takes_control });
        }
    }

    #[test]
    fn a_second_one_waits_for_the_first_and_a_failure_ends_it() {
        let mut hand_off = HandOff::default();
        assert!(hand_off.begin(plan("Hi!", true)).is_some());
        assert_eq!(hand_off.begin(plan("Hello!", false)), None);
        assert_eq!(hand_off.plan(), Some(&plan("Hi!", true)));
        hand_off.failed();
        assert_eq!((hand_off.succeeded(), hand_off.plan()), (None, None));
        assert!(hand_off.begin(plan("Hello!", false)).is_some());
    }
}
