"""What Azure does with an MLflow model that has no scoring script: `input_data` by the model's signature, and `params`."""

import os

import mlflow
import pandas
from inference_schema.parameter_types.pandas_parameter_type import PandasParameterType
from inference_schema.parameter_types.standard_py_parameter_type import StandardPythonParameterType
from inference_schema.schema_decorators import input_schema
from mlflow.pyfunc.scoring_server import _get_jsonable_obj

model = mlflow.pyfunc.load_model(os.path.join(os.environ["AZUREML_MODEL_DIR"], "model"))
inputs = model.metadata.get_input_schema()
is_table = inputs.has_input_names()
sample = pandas.DataFrame(columns=inputs.input_names()).astype("object") if is_table else ["a text"]
given = PandasParameterType(sample, enforce_shape=False, orient="split") if is_table else StandardPythonParameterType(sample)


def init():
    pass


@input_schema("input_data", given)
@input_schema("params", StandardPythonParameterType({"temperature": 0.15}), optional=True)
def run(input_data, params=None):
    return _get_jsonable_obj(model.predict(input_data, params=params), pandas_orient="records")
