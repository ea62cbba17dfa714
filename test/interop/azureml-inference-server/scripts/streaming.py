"""A chat model that streams from /score; writes to the log when the caller leaves early."""

import json
import time

from azureml_inference_server_http.api.aml_response import AMLResponse


def init():
    pass


def run(raw_data):
    data = json.loads(raw_data)["input_data"]
    parameters = data.get("parameters", {})
    words = data["input_string"][-1]["content"].split(" ")
    pause = parameters.get("pause", 0)
    return AMLResponse(events(words, pause), 200, {"Content-Type": "text/event-stream"})


def events(words, pause):
    sent = 0
    try:
        for index, word in enumerate(words):
            yield event({"delta": {"content": word if index == 0 else f" {word}"}, "finish_reason": None})
            sent += 1
            time.sleep(pause)
        yield event({"delta": {}, "finish_reason": "stop"})
        yield "data: [DONE]\n\n"
    except GeneratorExit:
        print(f"The caller left after {sent} of {len(words)} words.", flush=True)
        raise


def event(choice):
    chunk = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "model": "words", "choices": [{"index": 0, **choice}]}
    return f"data: {json.dumps(chunk)}\n\n"
