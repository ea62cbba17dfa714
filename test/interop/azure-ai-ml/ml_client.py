"""Calls an emulated control plane with Azure ML's Python SDK; prints what it understood as JSON."""

import json
import sys
import time

import azure.ai.ml._azure_environments as environments
import azure.core.pipeline.policies._authentication as authentication
from azure.ai.ml import MLClient
from azure.core.credentials import AccessToken

# The SDK refuses to send a token over http:, which is safe on this machine only.
authentication._enforce_https = lambda request: request.context.options.pop("enforce_https", None)
environments._environments["AzureCloud"]["resource_manager"] = sys.argv[1] + "/"


class Credential:
    def get_token(self, *scopes, **_):
        return AccessToken("arm-token", int(time.time()) + 3600)


def refused(call):
    try:
        call()
    except Exception as error:
        return type(error).__name__
    return "nothing"


subscription = "00000000-0000-0000-0000-000000000000"
client = MLClient(Credential(), subscription, "emulator", "emulator", enable_telemetry=False)
online, serverless = client.online_endpoints, client.serverless_endpoints
first = online.get_keys("collatz")
token = online.get_keys("with-token")
online.begin_regenerate_keys("collatz", key_type="primary").result()
rotated = online.get_keys("collatz")
print(
    json.dumps(
        {
            "endpoints": [[one.name, one.auth_mode, one.provisioning_state, one.traffic] for one in online.list()],
            "uri": online.get("collatz").scoring_uri,
            "deployments": [one.name for one in client.online_deployments.list("collatz")],
            "rotated": [first.primary_key != rotated.primary_key, first.secondary_key == rotated.secondary_key],
            "token": [token.token_type, token.expiry_time_utc - time.time() > 3000, token.refresh_after_time_utc > 0],
            "serverless": [[one.name, one.auth_mode, one.provisioning_state] for one in serverless.list()],
            "key": bool(serverless.get_keys("goldbach").primary_key),
            "missing": refused(lambda: online.get("colatz")),
        }
    )
)
