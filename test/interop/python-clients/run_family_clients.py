"""Calls Claude's and Cohere's routes by their official Python clients, and prints what each call returned or raised, as JSON.

Usage: run_family_clients.py URL KEY
"""

import json
import sys

import anthropic
import cohere

root = sys.argv[1]
PROPERTIES = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}


def with_anthropic(key):
    client = anthropic.Anthropic(base_url=f"{root}/anthropic", api_key=key, max_retries=0)
    hello = {"model": "my-claude", "max_tokens": 500, "messages": [{"role": "user", "content": "Hello"}]}
    tools = [{"name": "weather", "description": "Tells the weather.", "input_schema": PROPERTIES}]

    def chat():
        answer = client.messages.create(**hello)
        return {"text": answer.content[0].text, "reason": answer.stop_reason, "usage": answer.usage.output_tokens > 0}

    def stream():
        with client.messages.stream(**hello) as events:
            text = "".join(events.text_stream)
            return {"text": text, "reason": events.get_final_message().stop_reason}

    def tool():
        answer = client.messages.create(**hello, tools=tools, tool_choice={"type": "any"})
        call = next(block for block in answer.content if block.type == "tool_use")
        results = [{"type": "tool_result", "tool_use_id": call.id, "content": "Warm rain."}]
        history = [*hello["messages"], {"role": "assistant", "content": answer.content}, {"role": "user", "content": results}]
        after = client.messages.create(**{**hello, "messages": history}, tools=tools)
        return {"name": call.name, "input": sorted(call.input), "reason": answer.stop_reason, "after": after.stop_reason}

    def count():
        return client.messages.count_tokens(model="my-claude", messages=hello["messages"]).input_tokens > 0

    def without_maximum():
        body = {"model": "my-claude", "messages": hello["messages"]}
        return client.post("/v1/messages", body=body, cast_to=object)

    return {"chat": chat, "stream": stream, "tool": tool, "count": count, "without maximum": without_maximum}


def with_cohere(key):
    client = cohere.ClientV2(base_url=f"{root}/providers/cohere", api_key=key)
    hello = {"model": "my-command", "messages": [{"role": "user", "content": "Hello"}]}
    tools = [{"type": "function", "function": {"name": "weather", "description": "Tells the weather.", "parameters": PROPERTIES}}]

    def chat():
        answer = client.chat(**hello)
        return {"text": answer.message.content[0].text, "reason": answer.finish_reason}

    def stream():
        events = list(client.chat_stream(**hello))
        text = "".join(event.delta.message.content.text for event in events if event.type == "content-delta")
        return {"text": text, "reason": events[-1].delta.finish_reason}

    def tool():
        answer = client.chat(**hello, tools=tools, tool_choice="REQUIRED")
        call = answer.message.tool_calls[0]
        return {"name": call.function.name, "arguments": sorted(json.loads(call.function.arguments)), "reason": answer.finish_reason}

    def embeddings():
        answer = client.embed(model="my-embed", texts=["a", "b"], input_type="search_query", embedding_types=["float"])
        return len(answer.embeddings.float_)

    def rerank():
        answer = client.rerank(model="my-rank", query="coats", documents=["rain", "a warm coat"], top_n=1)
        return [result.index for result in answer.results]

    return {"chat": chat, "stream": stream, "tool": tool, "embeddings": embeddings, "rerank": rerank}


def outcome(call):
    try:
        return {"result": call()}
    except Exception as error:
        return {"error": type(error).__name__, "status": getattr(error, "status_code", None), "words": str(error)[:600]}


def main():
    key = sys.argv[2]
    suites = {"anthropic": with_anthropic, "cohere": with_cohere}
    print(json.dumps({name: {step: outcome(call) for step, call in make(key).items()} for name, make in suites.items()}))


main()
