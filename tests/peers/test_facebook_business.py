"""facebook-business, with the address of its session set.

Started by itself, it needs GRAPH_EMULATOR_BIN.
"""

import unittest

from facebook_business.adobjects.page import Page
from facebook_business.adobjects.persona import Persona
from facebook_business.api import FacebookAdsApi
from facebook_business.exceptions import FacebookRequestError
from facebook_business.session import FacebookSession

from emulator import Emulator, run_tests

PICTURE = "https://example.com/adam.png"


class FacebookBusiness(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.emulator = Emulator()
        cls.addClassCleanup(cls.emulator.stop)
        cls.demo = cls.emulator.control("pages")["pages"][0]

    def setUp(self):
        self.emulator.control("reset", {})
        self.api = self.api_of(self.demo["access_token"])
        self.page = Page(self.demo["id"], api=self.api)
        people = self.demo["people"]
        self.psid = next(person["psid"] for person in people if person["window_open"])
        self.late = next(person["psid"] for person in people if not person["window_open"])

    def api_of(self, access_token):
        session = FacebookSession(access_token=access_token)
        session.GRAPH = self.emulator.origin
        session.requests.trust_env = False
        self.addCleanup(session.requests.close)
        return FacebookAdsApi(session)

    def create(self, name):
        return self.page.create_persona(params={"name": name, "profile_picture_url": PICTURE})["id"]

    def assert_refused(self, code, subcode, message, call):
        with self.assertRaises(FacebookRequestError) as raised:
            call()
        error = raised.exception
        self.assertEqual(error.http_status(), 400)
        self.assertEqual(error.api_error_code(), code)
        self.assertEqual(error.api_error_subcode(), subcode)
        self.assertIn(message, error.api_error_message())

    def test_a_persona_is_created_read_listed_first_and_deleted(self):
        persona_id = self.create("Zoë")
        whole = {"name": "Zoë", "profile_picture_url": PICTURE, "id": persona_id}
        fields = [Persona.Field.name, Persona.Field.profile_picture_url]
        persona = Persona(persona_id, api=self.api)
        self.assertEqual(persona.api_get().export_all_data(), whole)
        self.assertEqual(self.page.get_personas(fields=fields)[0].export_all_data(), whole)
        persona.api_delete()
        gone = Persona(persona_id, api=self.api)
        self.assert_refused(100, 33, "Unsupported get request. Object with ID", gone.api_get)
        self.assert_refused(100, 33, "Unsupported delete request.", gone.api_delete)

    def test_its_cursor_walks_over_every_persona(self):
        for number in range(7):
            self.create(f"P{number}")
        cursor = self.page.get_personas(fields=["name"], params={"limit": 3})
        names = [persona["name"] for persona in cursor]
        self.assertEqual(len(names), 10)
        self.assertEqual(names[:7], [f"P{number}" for number in reversed(range(7))])

    def test_a_message_goes_out_as_the_persona_and_as_the_page_without_one(self):
        params = {
            "recipient": {"id": self.psid},
            "messaging_type": Page.MessagingType.response,
            "message": {"text": "Hello world!"},
        }
        sent = self.page.create_message(params={**params, "persona_id": self.create("Adam")})
        self.page.create_message(params=params)
        self.assertEqual(sent["recipient_id"], self.psid)
        as_adam, as_page = self.emulator.control("outbox")["messages"]
        self.assertEqual(as_adam["message_id"], sent["message_id"])
        self.assertEqual(as_adam["persona"]["name"], "Adam")
        self.assertEqual(as_adam["messaging_type"], "RESPONSE")
        self.assertIsNone(as_page["persona"])

    def test_typing_dots_begin_and_end_as_the_persona(self):
        persona_id = self.create("Adam")

        def act(action):
            recipient = {"id": self.psid}
            params = {"recipient": recipient, "sender_action": action, "persona_id": persona_id}
            self.assertEqual(self.page.create_message(params=params)["recipient_id"], self.psid)
            return self.emulator.control(f"people/{self.psid}/messages")["typing"]

        self.assertEqual(act(Page.SenderAction.typing_on)["persona"]["name"], "Adam")
        self.assertIsNone(act(Page.SenderAction.typing_off))

    def test_it_tells_a_refusal_as_graph_words_it(self):
        late = {"recipient": {"id": self.late}, "message": {"text": "Too late"}}
        send = lambda: self.page.create_message(params=late)
        self.assert_refused(10, 2018278, "outside of allowed window", send)
        nameless = lambda: self.page.create_persona(params={"profile_picture_url": PICTURE})
        self.assert_refused(100, None, "name is required", nameless)
        foreign = Page(self.demo["id"], api=self.api_of("nonsense"))
        self.assert_refused(190, None, "Invalid OAuth access token", foreign.get_personas)

    def test_it_reads_the_page(self):
        page = self.page.api_get(fields=["name"]).export_all_data()
        self.assertEqual(page, {"id": self.demo["id"], "name": self.demo["name"]})


if __name__ == "__main__":
    run_tests()
