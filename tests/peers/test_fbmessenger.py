"""A bot on fbmessenger, with `graph_url` of its client set. The emulator calls its webhook.

fbmessenger has no server. This one handles one request at a time, and calls Graph before it
responds. Started by itself, it needs GRAPH_EMULATOR_BIN.
"""

import hashlib
import hmac
import http.server
import json
import threading
import time
import unittest
import urllib.parse

import requests
from fbmessenger import BaseMessenger, MessengerClient
from fbmessenger.elements import Text
from fbmessenger.quick_replies import QuickReplies, QuickReply
from fbmessenger.sender_actions import SenderAction

from emulator import Emulator, run_tests

APP_SECRET = "5ec2e7" * 5
VERIFY_TOKEN = "meatyhamhock"
PICTURE = "https://example.com/adam.png"


def session(**params):
    """A session that adds these parameters to the query of each call."""
    session = requests.Session()
    session.trust_env = False
    session.params = params
    return session


class Bot(BaseMessenger):
    def __init__(self, page_access_token, origin):
        super().__init__(page_access_token, app_secret=APP_SECRET)
        self.origin = origin
        self.client = self.client_with()
        self.seen = []

    def client_with(self, **params):
        client = MessengerClient(
            self.page_access_token, app_secret=APP_SECRET, session=session(**params)
        )
        client.graph_url = f"{self.origin}/v26.0"
        return client

    def as_adam(self):
        """fbmessenger has no personas: persona_id goes into the query."""
        created = self.client.session.post(
            f"{self.client.graph_url}/me/personas",
            params=self.client.auth_args,
            json={"name": "Adam", "profile_picture_url": PICTURE},
        )
        return self.client_with(persona_id=created.json()["id"])

    def message(self, message):
        self.seen.append(message)
        said = message["message"]
        if said.get("is_echo"):
            return
        text = said["text"]
        if "quick_reply" in said:
            self.send(Text(f"You chose {said['quick_reply']['payload']}.").to_dict())
        elif text == "Hello":
            user = self.get_user(fields=["first_name"])
            self.send(Text(f"Hello {user['first_name']}!").to_dict())
        elif text == "Colours?":
            replies = QuickReplies([QuickReply(title="Red", payload="RED")])
            self.send(Text("Which one?", quick_replies=replies).to_dict())
        elif text == "Help!":
            # Its own templates fail on Python 3.10 and newer.
            button = {"type": "postback", "title": "A person", "payload": "TALK"}
            payload = {"template_type": "button", "text": "Whom?", "buttons": [button]}
            self.send({"attachment": {"type": "template", "payload": payload}})
        elif text == "Still there?":
            self.send_action(SenderAction("mark_seen").to_dict())
            self.as_adam().send_action(SenderAction("typing_on").to_dict(), self.get_user_id())
        else:
            self.send(Text(f"You said: {text}").to_dict())

    def postback(self, message):
        self.seen.append(message)
        pressed = Text(f"You pressed {message['postback']['title']}.").to_dict()
        self.as_adam().send(pressed, self.get_user_id())

    def delivery(self, message):
        self.seen.append(message)

    def read(self, message):
        self.seen.append(message)

    def optin(self, message):
        raise NotImplementedError

    def account_linking(self, message):
        raise NotImplementedError


class Webhook(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
        if query.get("hub.mode") == "subscribe" and query.get("hub.verify_token") == VERIFY_TOKEN:
            self.answer(200, query["hub.challenge"])
        else:
            self.answer(403)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        signed = hmac.new(APP_SECRET.encode(), body, hashlib.sha256).hexdigest()
        given = self.headers.get("X-Hub-Signature-256", "")
        if not hmac.compare_digest(given, f"sha256={signed}"):
            self.answer(403)
            return
        self.server.bot.handle(json.loads(body))
        self.answer(200, "EVENT_RECEIVED")

    def answer(self, status, text=""):
        self.server.statuses.append((self.command, status))
        self.send_response(status)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


class FbMessenger(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # Requests wait in the backlog of its socket until it serves.
        cls.server = http.server.HTTPServer(("127.0.0.1", 0), Webhook)
        cls.addClassCleanup(cls.server.server_close)
        cls.server.statuses = []
        url = f"http://127.0.0.1:{cls.server.server_port}/webhook"
        flags = ["--webhook", url, "--verify-token", VERIFY_TOKEN, "--app-secret", APP_SECRET]
        cls.emulator = Emulator(*flags)
        cls.addClassCleanup(cls.emulator.stop)
        cls.page = cls.emulator.control("pages")["pages"][0]
        cls.person = next(person for person in cls.page["people"] if person["window_open"])
        cls.psid = cls.person["psid"]
        cls.bot = cls.server.bot = Bot(cls.page["access_token"], cls.emulator.origin)
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.server.shutdown)

    def tearDown(self):
        self.assertEqual({status for _, status in self.server.statuses}, {200})

    def conversation(self):
        return self.emulator.control(f"people/{self.psid}/messages")

    def until(self, look):
        """Waits until `look` returns something true, and returns that."""
        end = time.monotonic() + 5
        while time.monotonic() < end:
            found = look()
            if found:
                return found
            time.sleep(0.02)
        return self.fail("still not, after five seconds")

    def answer_to(self, what, body):
        """Acts as the person through the control plane, and returns the Page's next message."""
        count = len(self.conversation()["messages"])
        self.emulator.control(f"people/{self.psid}/{what}", body)

        def answer():
            messages = self.conversation()["messages"][count:]
            return next((message for message in messages if message["from"] == "page"), None)

        return self.until(answer)

    def event(self, is_it):
        return self.until(lambda: next((event for event in self.bot.seen if is_it(event)), None))

    def test_its_webhook_is_verified_before_anything_else_is_sent_to_it(self):
        self.answer_to("messages", {"text": "Hi!"})
        self.assertEqual(self.server.statuses[:2], [("GET", 200), ("POST", 200)])

    def test_it_answers_a_message_by_name(self):
        reply = self.answer_to("messages", {"text": "Hello"})
        self.assertEqual(reply["text"], f"Hello {self.person['name'].split()[0]}!")
        self.assertIsNone(reply["persona"])
        newest = self.emulator.control("outbox")["messages"][-1]
        self.assertEqual(newest["message_id"], reply["message_id"])
        self.assertEqual(newest["notification_type"], "REGULAR")

        said = self.event(lambda event: event.get("message", {}).get("text") == "Hello")
        self.assertEqual(said["sender"], {"id": self.psid})
        self.assertEqual(said["recipient"], {"id": self.page["id"]})
        self.assertTrue(said["message"]["mid"].startswith("m_"))
        self.assertAlmostEqual(said["timestamp"] / 1000, time.time(), delta=60)

    def test_letters_beyond_ascii_and_emoji_arrive_as_they_were_written(self):
        said = 'Größe "40" für 50 % – 日本 👍🏽 a/b <c> @d'
        self.assertEqual(self.answer_to("messages", {"text": said})["text"], f"You said: {said}")

    def test_it_types_as_a_persona_and_has_seen_what_the_person_wrote(self):
        self.emulator.control(f"people/{self.psid}/messages", {"text": "Still there?"})
        typing = self.until(lambda: self.conversation()["typing"])
        self.assertEqual(typing["persona"]["name"], "Adam")
        self.assertIsNotNone(self.conversation()["seen_at"])

    def test_a_tapped_quick_reply_arrives_with_its_payload(self):
        tapped = self.answer_to("messages", {"text": "Colours?"})["quick_replies"][0]
        body = {"text": tapped["title"], "quick_reply": {"payload": tapped["payload"]}}
        self.assertEqual(self.answer_to("messages", body)["text"], "You chose RED.")

    def test_a_pressed_button_is_answered_by_a_persona(self):
        template = self.answer_to("messages", {"text": "Help!"})["attachments"][0]["payload"]
        button = template["buttons"][0]
        body = {"title": button["title"], "payload": button["payload"]}
        reply = self.answer_to("postbacks", body)
        self.assertEqual(reply["text"], "You pressed A person.")
        self.assertEqual(reply["persona"]["name"], "Adam")
        pressed = self.event(lambda event: "postback" in event)
        self.assertEqual(pressed["postback"]["payload"], "TALK")

    def test_it_hears_of_its_own_messages_and_of_their_delivery(self):
        mid = self.answer_to("messages", {"text": "Echo"})["message_id"]
        echo = self.event(lambda event: event.get("message", {}).get("mid") == mid)
        self.assertEqual(echo["sender"], {"id": self.page["id"]})
        self.assertEqual(echo["recipient"], {"id": self.psid})
        self.assertIs(echo["message"]["is_echo"], True)
        self.assertEqual(str(echo["message"]["app_id"]), self.emulator.control("app")["id"])
        self.event(lambda event: mid in event.get("delivery", {}).get("mids", []))


if __name__ == "__main__":
    run_tests()
