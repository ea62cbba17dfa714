"""Returns what the request asks for: a JSON value, or one that JSON cannot express."""

import json

kinds = {
    "none": lambda: None,
    "text": lambda: "A text.",
    "json text": lambda: '{"output": "A text."}',
    "unicode": lambda: {"output": "Grüße, 世界 🙂 \u2028"},
    "nan": lambda: {"output": [float("nan"), float("inf"), float("-inf")]},
    "bare nan": lambda: float("nan"),
    "set": lambda: {1},
    "bytes": lambda: b"bytes",
    "numbers": lambda: (0, -1, 1.5, 1e22, 1e-7, 0.0001, 123456789012345, True),
    "zero": lambda: 0,
    "false": lambda: False,
    "empty list": lambda: [],
    "empty text": lambda: "",
}


def init():
    pass


def run(raw_data):
    data = json.loads(raw_data)
    if not isinstance(data, dict):
        return data
    asked = data if "returns" in data else data.get("input_data", {}).get("parameters", {})
    return kinds[asked["returns"]]() if "returns" in asked else data
