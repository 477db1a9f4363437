"""The Assistants quickstart as Python's `openai` 1.99 sends it, with the standard library alone.

One kept-alive connection, the package's headers and bodies, its polling: what `client.beta.threads.runs.create_and_poll`
and the others do. Prints each answer as a line of JSON; the list of messages comes last.
"""

import gzip
import http.client
import json
import os
import time
from urllib.parse import urlencode, urlsplit

base = urlsplit(os.environ["OPENAI_BASE_URL"])
connection = http.client.HTTPConnection(base.hostname, base.port)

HEADERS = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "keep-alive",
    "Content-Type": "application/json",
    "User-Agent": "OpenAI/Python 1.99.7",
    "X-Stainless-Lang": "python",
    "X-Stainless-Package-Version": "1.99.7",
    "X-Stainless-Runtime": "CPython",
    "X-Stainless-Async": "false",
    "x-stainless-retry-count": "0",
    "x-stainless-read-timeout": "600",
    "Authorization": f"Bearer {os.environ['OPENAI_API_KEY']}",
    "OpenAI-Beta": "assistants=v2",
}


def call(method, path, body=None, query=None, headers=None):
    url = f"{base.path}{path}" + (f"?{urlencode(query)}" if query else "")
    data = None if body is None else json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()
    connection.request(method, url, body=data, headers={**HEADERS, **(headers or {})})
    response = connection.getresponse()
    raw = response.read()
    text = gzip.decompress(raw) if response.headers.get("content-encoding") == "gzip" else raw
    if response.status != 200:
        raise SystemExit(f"{method} {path}: {response.status} {text.decode()}")
    return json.loads(text), response.headers


def show(answer):
    print(json.dumps(answer), flush=True)
    return answer


def poll(thread_id, run_id):
    headers = {"X-Stainless-Poll-Helper": "true"}
    while True:
        run, answered = call("GET", f"/threads/{thread_id}/runs/{run_id}", headers=headers)
        if run["status"] in {"requires_action", "cancelled", "completed", "failed", "expired", "incomplete"}:
            return run
        time.sleep(int(answered.get("openai-poll-after-ms", "1000")) / 1000)


assistant, _ = call("POST", "/assistants", {
    "model": "gpt-4o",
    "instructions": "You are a personal math tutor. Write and run code to answer math questions.",
    "name": "Math Tutor",
    "tools": [{"type": "code_interpreter"}],
})
show(assistant)

thread = show(call("POST", "/threads", {})[0])

show(call("POST", f"/threads/{thread['id']}/messages", {
    "content": "I need to solve the equation `3x + 11 = 14`. Can you help me?",
    "role": "user",
})[0])

run, _ = call("POST", f"/threads/{thread['id']}/runs", {
    "assistant_id": assistant["id"],
    "instructions": "Please address the user as Jane Doe. The user has a premium account.",
})
show(poll(thread["id"], run["id"]))

other = show(call("POST", "/threads", {
    "messages": [
        {"role": "user", "content": "Hello, what is AI?"},
        {"role": "user", "content": "How does AI work? Explain it in simple terms."},
    ],
})[0])
show(call("POST", f"/threads/{other['id']}", {"metadata": {"modified": "true", "user": "abc123"}})[0])
show(call("GET", f"/threads/{other['id']}")[0])
show(call("DELETE", f"/threads/{other['id']}")[0])

show(call("GET", f"/threads/{thread['id']}/messages", query={"order": "desc", "limit": 20})[0])
