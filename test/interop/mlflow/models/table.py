"""A text model of MLflow with a table as input: it repeats the prompt, and says what it got."""

import json

import mlflow
import pandas
from mlflow.pyfunc import PythonModel


class Table(PythonModel):
    def predict(self, context, model_input, params=None):
        prompts = list(model_input["prompt"])
        if "raise" in prompts:
            raise ValueError("The model failed.")
        return pandas.DataFrame({"output": [f"{prompt} {json.dumps(params)}" for prompt in prompts]})


mlflow.models.set_model(Table())
