"""A text model of MLflow as those of transformers are: a list of texts in, a list of texts out."""

import json

import mlflow
from mlflow.pyfunc import PythonModel


class Texts(PythonModel):
    def predict(self, context, model_input, params=None):
        prompts = list(model_input.iloc[:, 0])
        if "raise" in prompts:
            raise ValueError("The model failed.")
        return [f"{prompt} {json.dumps(params)}" for prompt in prompts]


mlflow.models.set_model(Texts())
