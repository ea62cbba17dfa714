"""A chat model in the format of the model catalog: answers with the number of messages and the last one."""

import json


def init():
    pass


def run(raw_data):
    data = json.loads(raw_data)["input_data"]
    messages = data["input_string"]
    limit = data.get("parameters", {}).get("max_new_tokens")
    words = f"{len(messages)} messages, the last: {messages[-1]['content']}".split(" ")
    return {"output": " ".join(words[:limit])}
