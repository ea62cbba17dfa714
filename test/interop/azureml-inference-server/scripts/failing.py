"""Fails in the ways in which scripts fail: raises, exits, sleeps too long."""

import json
import os
import sys
import time


def init():
    pass


def run(raw_data):
    data = json.loads(raw_data)
    how = data["how"] if "how" in data else data["input_data"]["parameters"]["how"]
    if how == "raise":
        raise ValueError("The secret of this script is 12345.")
    if how == "sys.exit":
        sys.exit(1)
    if how == "os._exit":
        os._exit(1)
    time.sleep(30)
    return {"output": "This is too late."}
