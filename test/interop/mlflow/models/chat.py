"""A chat model of MLflow that answers with what it got."""

import json

import mlflow
from mlflow.pyfunc import ChatModel
from mlflow.types.llm import ChatChoice, ChatCompletionResponse, ChatMessage, FunctionToolCallArguments, TokenUsageStats, ToolCall


class Echo(ChatModel):
    def predict(self, context, messages, params):
        last = messages[-1]
        if last.content == "raise":
            raise ValueError("The model failed.")
        if params.tools and last.role == "user":
            function = params.tools[0].function
            called = ToolCall(id="call_1", function=FunctionToolCallArguments(name=function.name, arguments='{"city": "Oslo"}'))
            message, reason = ChatMessage(role="assistant", content=None, tool_calls=[called]), "tool_calls"
        else:
            seen = {"roles": [one.role for one in messages], "last": last.content}
            named = {name: getattr(params, name) for name in ("temperature", "max_tokens", "stop", "top_p", "custom_inputs")}
            text = json.dumps({**seen, **named}, ensure_ascii=False)
            message, reason = ChatMessage(role="assistant", content=text), "stop"
        usage = TokenUsageStats(prompt_tokens=3, completion_tokens=4, total_tokens=7)
        return ChatCompletionResponse(choices=[ChatChoice(message=message, finish_reason=reason)], usage=usage, model="echo")


mlflow.models.set_model(Echo())
