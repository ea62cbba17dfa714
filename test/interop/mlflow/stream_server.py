"""MLflow's server for agents, which streams; writes to the log when a stream ends.

Usage: stream_server.py PORT
"""

import asyncio
import sys

import uvicorn
from mlflow.genai.agent_server import AgentServer, invoke, stream


@invoke()
async def whole(request):
    text = request["messages"][-1]["content"]
    if text == "raise":
        raise ValueError("The agent failed.")
    message = {"role": "assistant", "content": text}
    return {"object": "chat.completion", "choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}


@stream()
async def pieces(request):
    words = request["messages"][-1]["content"].split(" ")
    sent = 0
    try:
        for index, word in enumerate(words):
            if word == "raise":
                raise ValueError("The agent failed.")
            yield chunk({"content": word if index == 0 else f" {word}"}, None)
            sent += 1
            await asyncio.sleep(request.get("pause", 0))
        yield chunk({}, "stop")
    finally:
        print(f"The stream ended after {sent} of {len(words)} words.", flush=True)


def chunk(delta, reason):
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    return {"object": "chat.completion.chunk", "choices": [choice]}


uvicorn.run(AgentServer().app, host="127.0.0.1", port=int(sys.argv[1]))
