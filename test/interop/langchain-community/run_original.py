"""Runs conversations through the Python classes against a server on loopback, and prints what was sent and what came back."""

import json
import sys
import threading
import time
import warnings
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

warnings.filterwarnings("ignore")

from langchain_community.chat_models import azureml_endpoint as chat_module
from langchain_community.llms import azureml_endpoint as llm_module
from langchain_core.messages import AIMessage, ChatMessage, HumanMessage, SystemMessage, ToolMessage


class Recorder(BaseHTTPRequestHandler):
    """Answers with what the case says, and keeps the body."""

    protocol_version = "HTTP/1.1"
    answers, sent, delay, running, most = {}, [], 0.0, 0, 0
    lock = threading.Lock()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        with Recorder.lock:
            Recorder.running += 1
            Recorder.most = max(Recorder.most, Recorder.running)
            Recorder.sent.append(body)
        time.sleep(Recorder.delay)
        with Recorder.lock:
            Recorder.running -= 1
        answer = Recorder.answers
        text = answer["text"].encode()
        self.send_response(answer.get("status", 200))
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


def to_message(message):
    role, content = message["role"], message["content"]
    if role == "tool":
        return ToolMessage(content=content, tool_call_id=message["toolCallId"])
    if role == "assistant":
        return AIMessage(content=content, tool_calls=message.get("toolCalls", []))
    if role in ("system", "user"):
        return {"system": SystemMessage, "user": HumanMessage}[role](content=content)
    return ChatMessage(role=role, content=content)


def make(case, port):
    is_chat = case["kind"] == "chat"
    module = chat_module if is_chat else llm_module
    name = "AzureMLChatOnlineEndpoint" if is_chat else "AzureMLOnlineEndpoint"
    paths = {"dedicated": "/score", "serverless": "/models/chat/completions" if is_chat else "/completions"}
    return getattr(module, name)(
        endpoint_url=f"http://127.0.0.1:{port}{paths[case['apiType']]}",
        endpoint_api_type=case["apiType"],
        endpoint_api_key="a-key",
        content_formatter=getattr(module, case["formatter"])(),
        model_kwargs=dict(case["modelKwargs"]) if "modelKwargs" in case else None,
    )


def call(model, case, given):
    # A temperature is a float in Python, also where JSON has a whole number.
    options = {name: float(value) if name == "temperature" else value for name, value in given.items()}
    if case["kind"] == "llm":
        return {"text": model.invoke(case["prompt"], **options)}
    message = model.invoke([to_message(one) for one in case["messages"]], **options)
    return {"text": message.content, "reason": message.response_metadata.get("finish_reason")}


def attempt(model, case, options):
    try:
        call(model, case, options)
    except Exception:
        pass


def run(case, port):
    Recorder.answers = case["answer"]
    Recorder.sent = []
    try:
        model = make(case, port)
        if "before" in case:
            attempt(model, case, case["before"])
        outcome = call(model, case, case.get("options", {}))
    except Exception as error:
        outcome = {"error": f"{type(error).__name__}: {error}"}
    return {**outcome, "bodies": list(Recorder.sent)}


def most_at_once(case, port):
    """Runs a batch of five, and counts the requests that were open together."""
    Recorder.answers, Recorder.delay, Recorder.most = case["answer"], 0.1, 0
    inputs = [case["prompt"] if case["kind"] == "llm" else [to_message(one) for one in case["messages"]]] * 5
    make(case, port).batch(inputs)
    Recorder.delay = 0.0
    return Recorder.most


def facts(cases, port):
    url = f"http://127.0.0.1:{port}/score/"
    trailing = make(cases["chat"], port).__class__(endpoint_url=url, endpoint_api_key="a-key", content_formatter=chat_module.CustomOpenAIChatContentFormatter())
    return {
        "mostAtOnce": {kind: most_at_once(case, port) for kind, case in cases.items()},
        "trailingSlash": trailing.endpoint_url[-6:],
        "clientCall": callable(getattr(llm_module.AzureMLEndpointClient, "call", None)),
        "streamsText": "_stream" in vars(llm_module.AzureMLOnlineEndpoint),
        "defaultTimeout": llm_module.DEFAULT_TIMEOUT,
    }


def main():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    given = json.load(open(sys.argv[1], encoding="utf-8"))
    results = [run(case, port) for case in given["cases"]]
    print(json.dumps({"results": results, "facts": facts(given["batches"], port)}))


main()
