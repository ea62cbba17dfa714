"""Returns an AMLResponse with the status, headers and body that the request asks for."""

import json

from azureml_inference_server_http.api.aml_response import AMLResponse


def init():
    pass


def run(raw_data):
    data = json.loads(raw_data)
    body = data.get("body", "")
    if "pieces" in data:
        body = (piece.encode() for piece in data["pieces"])
    if "hex" in data:
        body = bytes.fromhex(data["hex"])
    return AMLResponse(body, data.get("status", 200), data.get("headers", {}), json_str=data.get("json", False))
