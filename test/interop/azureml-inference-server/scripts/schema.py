"""Declares its inputs with inference-schema, as the examples of the model catalog do."""

from inference_schema.parameter_types.standard_py_parameter_type import StandardPythonParameterType
from inference_schema.schema_decorators import input_schema, output_schema

sample = {"input_string": [{"role": "user", "content": "Hello?"}], "parameters": {"temperature": 0.5, "top_k": 3}}


def init():
    pass


@input_schema(param_name="input_data", param_type=StandardPythonParameterType(sample))
@output_schema(output_type=StandardPythonParameterType({"output": "Hello."}))
def run(input_data, options=None):
    return {"output": input_data["input_string"], "options": options}
