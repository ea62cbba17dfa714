"""Validates conversations as Mistral's servers do: one JSON list of messages per line in, one JSON message or null out."""

import json
import sys

from mistral_common.exceptions import MistralCommonException
from mistral_common.protocol.instruct.request import ChatCompletionRequest
from mistral_common.protocol.instruct.validator import MistralRequestValidatorV11, ValidationMode

validator = MistralRequestValidatorV11(mode=ValidationMode.serving)


def problem(messages):
    try:
        request = ChatCompletionRequest.from_openai(messages=messages, model="any")
        for parsed, message in zip(request.messages, messages):
            # OpenAI's format has no prefix, so the library does not read it from there.
            if message.get("prefix"):
                parsed.prefix = True
        validator.validate_request(request)
    except (MistralCommonException, ValueError) as error:
        return str(error)
    return None


for line in sys.stdin:
    print(json.dumps(problem(json.loads(line))), flush=True)
