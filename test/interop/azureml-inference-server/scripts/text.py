"""A text model in the format of the model catalog: continues each prompt."""

import json


def init():
    pass


def run(raw_data):
    prompts = json.loads(raw_data)["input_data"]["input_string"]
    return [{str(index): f"{prompt} And so on." for index, prompt in enumerate(prompts)}]
