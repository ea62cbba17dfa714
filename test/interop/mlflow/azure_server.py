"""Starts Microsoft's server on loopback; its own command would listen on all addresses."""

from azureml_inference_server_http import amlserver

amlserver.DEFAULT_HOST = "127.0.0.1"
amlserver.run()
