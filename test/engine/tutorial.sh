#!/bin/sh
# The Assistants quickstart and the threads of the API reference, with the lines of OpenAI's documentation. Only the
# address differs, and the ids are picked out of the answers. Prints each answer; the last message comes last.
set -eu
: "${OPENAI_BASE_URL:?}" "${OPENAI_API_KEY:?}"

id_of() { printf '%s' "$1" | tr -d '\n' | sed 's/^{ *"id" *: *"\([^"]*\)".*/\1/'; }

assistant=$(curl -sS --fail-with-body "$OPENAI_BASE_URL/assistants" \
  -H "Content-Type: application/json" \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -H "OpenAI-Beta: assistants=v2" \
  -d '{
    "instructions": "You are a personal math tutor. Write and run code to answer math questions.",
    "name": "Math Tutor",
    "tools": [{"type": "code_interpreter"}],
    "model": "gpt-4o"
  }')
echo "$assistant"

thread=$(curl -sS --fail-with-body "$OPENAI_BASE_URL/threads" \
  -H "Content-Type: application/json" \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -H "OpenAI-Beta: assistants=v2" \
  -d '')
echo "$thread"
thread_id=$(id_of "$thread")

curl -sS --fail-with-body "$OPENAI_BASE_URL/threads/$thread_id/messages" \
  -H "Content-Type: application/json" \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -H "OpenAI-Beta: assistants=v2" \
  -d '{
      "role": "user",
      "content": "I need to solve the equation `3x + 11 = 14`. Can you help me?"
    }'
echo

run=$(curl -sS --fail-with-body "$OPENAI_BASE_URL/threads/$thread_id/runs" \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -H "Content-Type: application/json" \
  -H "OpenAI-Beta: assistants=v2" \
  -d "{
    \"assistant_id\": \"$(id_of "$assistant")\",
    \"instructions\": \"Please address the user as Jane Doe. The user has a premium account.\"
  }")
echo "$run"

while :; do
  run=$(curl -sS --fail-with-body "$OPENAI_BASE_URL/threads/$thread_id/runs/$(id_of "$run")" \
    -H "Authorization: Bearer $OPENAI_API_KEY" \
    -H "OpenAI-Beta: assistants=v2")
  case $run in
    *'"status":"queued"'* | *'"status":"in_progress"'* | *'"status": "queued"'* | *'"status": "in_progress"'*) sleep 0.1 ;;
    *) break ;;
  esac
done
echo "$run"

other=$(curl -sS --fail-with-body "$OPENAI_BASE_URL/threads" \
  -H "Content-Type: application/json" \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -H "OpenAI-Beta: assistants=v2" \
  -d '{
      "messages": [{
        "role": "user",
        "content": "Hello, what is AI?"
      }, {
        "role": "user",
        "content": "How does AI work? Explain it in simple terms."
      }]
    }')
echo "$other"

curl -sS --fail-with-body "$OPENAI_BASE_URL/threads/$(id_of "$other")" \
  -H "Content-Type: application/json" \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -H "OpenAI-Beta: assistants=v2" \
  -d '{
      "metadata": {
        "modified": "true",
        "user": "abc123"
      }
    }'
echo

curl -sS --fail-with-body "$OPENAI_BASE_URL/threads/$(id_of "$other")" \
  -H "Content-Type: application/json" \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -H "OpenAI-Beta: assistants=v2"
echo

curl -sS --fail-with-body "$OPENAI_BASE_URL/threads/$(id_of "$other")" \
  -H "Content-Type: application/json" \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -H "OpenAI-Beta: assistants=v2" \
  -X DELETE
echo

curl -sS --fail-with-body "$OPENAI_BASE_URL/threads/$thread_id/messages" \
  -H "Content-Type: application/json" \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -H "OpenAI-Beta: assistants=v2"
