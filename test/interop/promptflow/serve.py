"""Serves a flow as prompt flow's own image does, on loopback.

Usage: serve.py FLOW flask|fastapi PORT
"""

import os
import shutil
import sys
import tempfile

here = os.path.dirname(os.path.abspath(__file__))


def make_app(engine):
    from promptflow.core._serving.app import create_app

    # A flow without connections needs none of the packages that look for them.
    return create_app(engine=engine, connection_provider=lambda: [])


def main():
    flow, engine, port = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        # Prompt flow writes into the folder of a flow.
        path = shutil.copytree(os.path.join(here, "flows", flow), os.path.join(folder, flow))
        os.environ["PROMPTFLOW_PROJECT_PATH"] = path
        words = ["-b", f"127.0.0.1:{port}", "-w", "1", "--timeout", "300", "--pythonpath", here]
        words += ["--threads", "8"] if engine == "flask" else ["-k", "uvicorn.workers.UvicornWorker"]
        sys.argv = ["gunicorn", *words, f"serve:make_app('{engine}')"]

        from gunicorn.app.wsgiapp import run

        run()


if __name__ == "__main__":
    main()
