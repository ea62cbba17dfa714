"""Saves a model of `models/` and serves it: by `mlflow models serve`, or by the server of Azure's deployments.

Usage: serve.py MODEL mlflow|azure PORT
"""

import os
import subprocess
import sys
import tempfile
import warnings

warnings.filterwarnings("ignore")

import mlflow
from mlflow.models import ModelSignature
from mlflow.types import ColSpec, ParamSchema, ParamSpec, Schema

here = os.path.dirname(os.path.abspath(__file__))

params = ParamSchema(
    [
        ParamSpec("temperature", "float", 1.0),
        ParamSpec("top_p", "float", 1.0),
        ParamSpec("max_new_tokens", "long", 32),
    ]
)
signatures = {
    "table": ModelSignature(Schema([ColSpec("string", "prompt")]), Schema([ColSpec("string", "output")]), params),
    "texts": ModelSignature(Schema([ColSpec("string")]), Schema([ColSpec("string")]), params),
}


def main():
    name, server, port = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model")
        mlflow.pyfunc.save_model(
            path,
            python_model=os.path.join(here, "models", f"{name}.py"),
            signature=signatures.get(name),
            pip_requirements=[],
        )
        script = os.path.join(here, "score.py")
        words = {
            "mlflow": ["-m", "mlflow", "models", "serve", "-m", path, "-h", "127.0.0.1", "-p", port, "--env-manager", "local"],
            "azure": [os.path.join(here, "azure_server.py"), "--entry_script", script, "--port", port],
        }[server]
        variables = {**os.environ, "AZUREML_MODEL_DIR": folder, "PATH": os.path.dirname(sys.executable) + ":" + os.environ["PATH"]}
        sys.exit(subprocess.run([sys.executable, *words], env=variables).returncode)


main()
