//! Graph in plain lists, searched from end to end: what the documentation says, and no more.

/// All that is known. People, Pages and personas go by their place in these lists.
#[derive(Clone)]
pub struct Model {
    /// In seconds; the seed was laid at 0.
    pub now: i64,
    pub pages: Vec<Page>,
    /// Oldest first, those that were deleted too.
    pub personas: Vec<Persona>,
    pub people: Vec<Person>,
    /// Oldest first.
    pub sent: Vec<Sent>,
}

#[derive(Clone)]
pub struct Page {
    pub id: String,
    pub token: String,
}

#[derive(Clone)]
pub struct Persona {
    pub page: usize,
    pub id: String,
    pub name: String,
    pub picture: String,
    pub deleted: bool,
}

#[derive(Clone)]
pub struct Person {
    pub page: usize,
    pub psid: String,
    pub wrote_at: i64,
    /// Whose dots were switched on last, and when.
    pub dots: Option<(Sender, i64)>,
}

#[derive(Clone)]
pub struct Sent {
    pub id: String,
    pub person: usize,
    pub sender: Sender,
    pub text: String,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Sender {
    Page,
    Persona(usize),
}

/// What a call can break.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// A parameter is missing or wrong.
    Parameter,
    /// There is no such object for this Page.
    Object,
    /// There is no such person for this Page.
    Recipient,
    /// The person wrote more than 24 hours ago.
    Window,
}

impl Rule {
    /// Whether these can be code and subcode of the refusal. Many a parameter has a subcode of its
    /// own.
    pub fn has(self, code: u64, subcode: u64) -> bool {
        match self {
            Self::Parameter => code == 100 && ![33, 2_018_001].contains(&subcode),
            Self::Object => (code, subcode) == (100, 33),
            Self::Recipient => (code, subcode) == (100, 2_018_001),
            Self::Window => (code, subcode) == (10, 2_018_278),
        }
    }
}

/// Part of a list.
pub struct Listing {
    pub personas: Vec<usize>,
    pub has_previous: bool,
    pub has_next: bool,
}

/// From where a listing goes on: a persona and the direction.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    Start,
    After(usize),
    Before(usize),
}

impl Model {
    /// What `name` and `picture` break.
    pub fn create(name: Option<&str>, picture: Option<&str>) -> Vec<Rule> {
        let is_name = name.is_some_and(|it| (1..=50).contains(&it.trim().chars().count()));
        let is_picture = picture
            .is_some_and(|it| ["https://", "http://"].iter().any(|scheme| it.starts_with(scheme)));
        broken(&[(is_name, Rule::Parameter), (is_picture, Rule::Parameter)])
    }

    /// Who speaks when this persona is named, which is checked by then.
    pub fn sender(&self, page: usize, persona: Option<&str>) -> Sender {
        let persona = persona.and_then(|id| self.active(page, id));
        persona.map_or(Sender::Page, Sender::Persona)
    }

    /// The persona, if this Page may see it.
    pub fn active(&self, page: usize, id: &str) -> Option<usize> {
        (0..self.personas.len()).find(|&it| {
            let persona = &self.personas[it];
            persona.id == id && persona.page == page && !persona.deleted
        })
    }

    /// The active personas, newest first.
    pub fn newest_first(&self, page: usize) -> Vec<usize> {
        let is_listed = |&it: &usize| self.personas[it].page == page && !self.personas[it].deleted;
        (0..self.personas.len()).rev().filter(is_listed).collect()
    }

    /// 25 unless asked otherwise, at most 100.
    pub fn list(&self, page: usize, limit: Option<usize>, place: Place) -> Listing {
        let all = self.newest_first(page);
        let limit = limit.unwrap_or(25).min(100);
        let personas: Vec<usize> = match place {
            Place::Start => all.iter().copied().take(limit).collect(),
            Place::After(last) => all.iter().copied().filter(|&it| it < last).take(limit).collect(),
            Place::Before(first) => {
                let newer: Vec<_> = all.iter().copied().filter(|&it| it > first).collect();
                newer[newer.len().saturating_sub(limit)..].to_vec()
            }
        };
        Listing {
            has_previous: !personas.is_empty() && personas.first() != all.first(),
            has_next: !personas.is_empty() && personas.last() != all.last(),
            personas,
        }
    }

    /// What a message breaks.
    pub fn say(&self, page: usize, to: usize, persona: Option<&str>, text: &str) -> Vec<Rule> {
        let is_text = !text.trim().is_empty() && text.chars().count() < 2000;
        let mut broken = self.act(page, to, persona, true);
        broken.extend((!is_text).then_some(Rule::Parameter));
        broken
    }

    /// What dots break. To switch them off, no window has to be open.
    pub fn act(&self, page: usize, to: usize, persona: Option<&str>, on: bool) -> Vec<Rule> {
        broken(&[
            (self.people[to].page == page, Rule::Recipient),
            (persona.is_none_or(|id| self.active(page, id).is_some()), Rule::Parameter),
            (!on || self.window_is_open(to), Rule::Window),
        ])
    }

    pub fn window_is_open(&self, person: usize) -> bool {
        self.now - self.people[person].wrote_at < 24 * 60 * 60
    }

    /// A message of the sender ends the sender's dots.
    pub fn said(&mut self, sent: Sent) {
        self.stop(sent.person, sent.sender);
        self.sent.push(sent);
    }

    /// Ends the dots of this sender.
    pub fn stop(&mut self, person: usize, sender: Sender) {
        let dots = &mut self.people[person].dots;
        if dots.is_some_and(|(whose, _)| whose == sender) {
            *dots = None;
        }
    }

    /// Whose dots the person sees: for 20 seconds, and none of a persona that is gone.
    pub fn dots(&self, person: usize) -> Option<Sender> {
        let (sender, since) = self.people[person].dots?;
        let is_gone = matches!(sender, Sender::Persona(it) if self.personas[it].deleted);
        (self.now - since < 20 && !is_gone).then_some(sender)
    }
}

fn broken(rules: &[(bool, Rule)]) -> Vec<Rule> {
    rules.iter().filter(|(holds, _)| !holds).map(|(_, rule)| *rule).collect()
}
