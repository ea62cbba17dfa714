"""A chat model that declares its inputs with inference-schema."""

from inference_schema.parameter_types.standard_py_parameter_type import StandardPythonParameterType
from inference_schema.schema_decorators import input_schema

sample = {"input_string": [{"role": "user", "content": "Hello?"}], "parameters": {}}


def init():
    pass


@input_schema(param_name="input_data", param_type=StandardPythonParameterType(sample))
def run(input_data):
    return {"output": input_data["input_string"][-1]["content"].upper()}
