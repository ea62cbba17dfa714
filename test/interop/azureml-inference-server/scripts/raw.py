"""Gets the request itself, whatever its method and body."""

from azureml_inference_server_http.api.aml_request import rawhttp


def init():
    pass


@rawhttp
def run(request):
    return {"method": request.method, "query": request.args.to_dict(), "bytes": len(request.get_data())}
