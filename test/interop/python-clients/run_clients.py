"""Calls endpoints by the official Python clients, and prints what each call returned or raised, as one JSON object.

Usage: run_clients.py URL KEY
"""

import json
import sys
import warnings

warnings.filterwarnings("ignore")

import openai
from azure.ai.inference import ChatCompletionsClient, EmbeddingsClient
from azure.ai.inference.models import (
    AssistantMessage,
    ChatCompletionsNamedToolChoice,
    ChatCompletionsNamedToolChoiceFunction,
    ChatCompletionsToolDefinition,
    FunctionDefinition,
    JsonSchemaFormat,
    SystemMessage,
    ToolMessage,
    UserMessage,
)
from azure.core.credentials import AzureKeyCredential
from langchain_community.chat_models.azureml_endpoint import AzureMLChatOnlineEndpoint, CustomOpenAIChatContentFormatter
from langchain_community.llms.azureml_endpoint import AzureMLOnlineEndpoint, CustomOpenAIContentFormatter
from langchain_core.messages import HumanMessage

root = sys.argv[1]
WEATHER = {
    "name": "weather",
    "description": "Tells the weather.",
    "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
}
CITY = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "warm": {"type": "boolean"}},
    "required": ["city", "warm"],
    "additionalProperties": False,
}


def with_openai(key):
    client = openai.OpenAI(base_url=f"{root}/v1", api_key=key, max_retries=0)
    hello = {"model": "any", "messages": [{"role": "user", "content": "Hello"}]}
    tools = [{"type": "function", "function": WEATHER}]

    def chat():
        answer = client.chat.completions.create(**hello)
        return {"text": answer.choices[0].message.content, "reason": answer.choices[0].finish_reason, "usage": answer.usage.total_tokens > 0}

    def stream():
        chunks = list(client.chat.completions.create(**hello, stream=True, stream_options={"include_usage": True}))
        text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
        reasons = [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices and chunk.choices[0].finish_reason]
        return {"text": text, "reasons": reasons, "usage": chunks[-1].usage.total_tokens > 0, "pieces": len(chunks) > 3}

    def call_tool():
        answer = client.chat.completions.create(**hello, tools=tools, tool_choice="required")
        call = answer.choices[0].message.tool_calls[0]
        return {"name": call.function.name, "arguments": sorted(json.loads(call.function.arguments)), "reason": answer.choices[0].finish_reason}

    def stream_tool():
        with client.chat.completions.stream(**hello, tools=tools, tool_choice={"type": "function", "function": {"name": "weather"}}) as events:
            answer = events.get_final_completion()
        call = answer.choices[0].message.tool_calls[0]
        return {"name": call.function.name, "arguments": sorted(json.loads(call.function.arguments))}

    def schema():
        wanted = {"type": "json_schema", "json_schema": {"name": "place", "schema": CITY, "strict": True}}
        answer = client.chat.completions.create(**hello, response_format=wanted)
        return sorted(json.loads(answer.choices[0].message.content))

    def embeddings():
        both = client.embeddings.create(model="any", input=["a", "b"])
        floats = client.embeddings.create(model="any", input=["a", "b"], encoding_format="float")
        raw = client.embeddings.with_raw_response.create(model="any", input=["a"]).text
        sent = type(json.loads(raw() if callable(raw) else raw)["data"][0]["embedding"]).__name__
        close = max(abs(x - y) for x, y in zip(both.data[1].embedding, floats.data[1].embedding)) < 1e-6
        return {"count": len(both.data), "same": close, "sent": sent}

    return {
        "chat": chat,
        "stream": stream,
        "tool": call_tool,
        "streamed tool": stream_tool,
        "schema": schema,
        "embeddings": embeddings,
    }


def with_azure(key):
    # The routes of the Model Inference API, and the root of a serverless endpoint.
    credential = AzureKeyCredential(key)
    client = ChatCompletionsClient(f"{root}/models", credential, retry_total=0)
    hello = [SystemMessage("Be brief."), UserMessage("Hello")]
    tool = ChatCompletionsToolDefinition(function=FunctionDefinition(**WEATHER))

    def chat():
        answer = client.complete(messages=hello, model="any")
        return {"text": answer.choices[0].message.content, "reason": str(answer.choices[0].finish_reason.value), "usage": answer.usage.total_tokens > 0}

    def stream():
        chunks = list(client.complete(messages=hello, model="any", stream=True))
        text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
        reasons = [str(chunk.choices[0].finish_reason.value) for chunk in chunks if chunk.choices and chunk.choices[0].finish_reason]
        return {"text": text, "reasons": reasons}

    def call_tool():
        named = ChatCompletionsNamedToolChoice(function=ChatCompletionsNamedToolChoiceFunction(name="weather"))
        answer = client.complete(messages=hello, model="any", tools=[tool], tool_choice=named)
        call = answer.choices[0].message.tool_calls[0]
        loop = [*hello, AssistantMessage(tool_calls=[call]), ToolMessage("18 degrees", tool_call_id=call.id)]
        after = client.complete(messages=loop, model="any", tools=[tool])
        return {"name": call.function.name, "arguments": sorted(json.loads(call.function.arguments)), "after": bool(after.choices[0].message.content)}

    def schema():
        wanted = JsonSchemaFormat(name="place", schema=CITY, strict=True)
        answer = client.complete(messages=hello, model="any", response_format=wanted)
        return sorted(json.loads(answer.choices[0].message.content))

    def embeddings():
        answer = EmbeddingsClient(f"{root}/models", credential, retry_total=0).embed(input=["a", "b"], model="any")
        return {"count": len(answer.data), "numbers": len(answer.data[0].embedding) > 0}

    return {"chat": chat, "stream": stream, "tool": call_tool, "schema": schema, "embeddings": embeddings}


def with_langchain(key):
    def chat(path, kind):
        return AzureMLChatOnlineEndpoint(
            endpoint_url=f"{root}{path}",
            endpoint_api_type=kind,
            endpoint_api_key=key,
            content_formatter=CustomOpenAIChatContentFormatter(),
            # The route of the Model Inference API serves several models.
            model_kwargs={"model": "any"} if kind == "serverless" else {},
        )

    def text():
        return AzureMLOnlineEndpoint(
            endpoint_url=f"{root}/completions",
            endpoint_api_type="serverless",
            endpoint_api_key=key,
            content_formatter=CustomOpenAIContentFormatter(),
        )

    hello = [HumanMessage("Hello")]
    serverless = "/models/chat/completions"
    return {
        "dedicated chat": lambda: chat("/score", "dedicated").invoke(hello).content,
        "serverless chat": lambda: chat(serverless, "serverless").invoke(hello).content,
        "stream": lambda: "".join(chunk.content for chunk in chat(serverless, "serverless").stream(hello)),
        "text": lambda: text().invoke("Hello"),
    }


def outcome(call):
    try:
        return {"result": call()}
    except Exception as error:
        status = getattr(error, "status_code", None)
        return {"error": type(error).__name__, "status": status or getattr(error, "code", None), "words": str(error)[:600]}


def main():
    key = sys.argv[2]
    suites = {"openai": with_openai, "azure": with_azure, "langchain": with_langchain}
    print(json.dumps({name: {step: outcome(call) for step, call in make(key).items()} for name, make in suites.items()}))


main()
