"""Serves a tiny model by llama.cpp's own server, for chat or for embeddings.

Usage: serve.py TEMPLATE chat|embeddings PORT
"""

import os
import sys
import tempfile
import time

import xllamacpp
from make_model import CONTEXT, make_model

SLOTS = 4


def main():
    name, purpose, port = sys.argv[1:]
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "templates", f"{name}.jinja")) as file:
        template = file.read()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, f"tiny-{name}.gguf")
        make_model(path, template)
        params = xllamacpp.CommonParams()
        params.model.path = path
        params.port = int(port)
        params.n_ctx = CONTEXT * SLOTS
        params.n_parallel = SLOTS
        params.warmup = False
        params.use_jinja = True
        params.cpuparams.n_threads = 2
        if purpose == "embeddings":
            params.embedding = True
            params.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
        server = xllamacpp.Server(params)
        print(server.listening_address, flush=True)
        while True:
            time.sleep(60)


main()
