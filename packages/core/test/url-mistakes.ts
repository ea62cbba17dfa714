/** Texts that are passed as `endpointUrl` by mistake, and what the error says of each, without the forms that are expected. */
export const urlMistakes: readonly (readonly [endpointUrl: string, says: string])[] = [
  [
    'https://ep.eastus2.inference.ml.azure.com',
    '`endpointUrl` has no path: https://ep.eastus2.inference.ml.azure.com. Pass the full invocation URL, as the endpoint\'s "Consume" tab shows it: https://ep.eastus2.inference.ml.azure.com/score (for a dedicated endpoint), or https://ep.eastus2.inference.ml.azure.com/v1/chat/completions (if the container serves OpenAI\'s routes, as vLLM, SGLang, TGI and NIM do).',
  ],
  [
    'https://m.eastus2.models.ai.azure.com',
    '`endpointUrl` has no path: https://m.eastus2.models.ai.azure.com. Pass the full invocation URL, as the endpoint\'s "Consume" tab shows it: https://m.eastus2.models.ai.azure.com/v1/chat/completions, or https://m.eastus2.models.ai.azure.com/v1/embeddings (for an embedding model).',
  ],
  [
    'https://m.eastus2.inference.ai.azure.com',
    '`endpointUrl` has no path: https://m.eastus2.inference.ai.azure.com. Pass the full invocation URL, as the endpoint\'s "Consume" tab shows it: https://m.eastus2.inference.ai.azure.com/v1/chat/completions, or https://m.eastus2.inference.ai.azure.com/v1/embeddings (for an embedding model).',
  ],
  [
    'https://res.services.ai.azure.com',
    "`endpointUrl` has no path: https://res.services.ai.azure.com. Pass the full invocation URL, as the deployment's page shows it: https://res.services.ai.azure.com/openai/v1/chat/completions, or https://res.services.ai.azure.com/anthropic/v1/messages (for Claude), or https://res.services.ai.azure.com/providers/cohere/v2/chat (for Cohere).",
  ],
  [
    'https://res.openai.azure.com',
    "`endpointUrl` has no path: https://res.openai.azure.com. Pass the full invocation URL, as the deployment's page shows it: https://res.openai.azure.com/openai/v1/chat/completions.",
  ],
  [
    'https://res.cognitiveservices.azure.com',
    "`endpointUrl` has no path: https://res.cognitiveservices.azure.com. Pass the full invocation URL, as the deployment's page shows it: https://res.cognitiveservices.azure.com/openai/v1/chat/completions, or https://res.cognitiveservices.azure.com/anthropic/v1/messages (for Claude), or https://res.cognitiveservices.azure.com/providers/cohere/v2/chat (for Cohere).",
  ],
  [
    'https://cluster.example.org',
    "`endpointUrl` has no path: https://cluster.example.org. Pass the full invocation URL: https://cluster.example.org/score (for a dedicated endpoint), or https://cluster.example.org/v1/chat/completions (if the container serves OpenAI's routes, as vLLM, SGLang, TGI and NIM do).",
  ],
  [
    'http://localhost:8000',
    "`endpointUrl` has no path: http://localhost:8000. Pass the full invocation URL: http://localhost:8000/score (for a dedicated endpoint), or http://localhost:8000/v1/chat/completions (if the container serves OpenAI's routes, as vLLM, SGLang, TGI and NIM do).",
  ],
  [
    'https://eastus.api.cognitive.microsoft.com',
    "`endpointUrl` has no path: https://eastus.api.cognitive.microsoft.com. Pass the full invocation URL, as the deployment's page shows it: https://eastus.api.cognitive.microsoft.com/openai/v1/chat/completions.",
  ],
  [
    'https://gw.azure-api.net',
    '`endpointUrl` has no path: https://gw.azure-api.net. Pass the full invocation URL: https://gw.azure-api.net/<your-api>/openai/v1/chat/completions (with the path that the gateway gives the API).',
  ],
  [
    'https://cluster.example.org/api/v1/endpoint/mine',
    '`endpointUrl` is only the start of an invocation URL: https://cluster.example.org/api/v1/endpoint/mine. Pass the full invocation URL: https://cluster.example.org/api/v1/endpoint/mine/score.',
  ],
  [
    'https://ep.eastus2.inference.ml.azure.com/swagger.json',
    '`endpointUrl` is only the start of an invocation URL: https://ep.eastus2.inference.ml.azure.com/swagger.json. Pass the full invocation URL, as the endpoint\'s "Consume" tab shows it: https://ep.eastus2.inference.ml.azure.com/score (for a dedicated endpoint), or https://ep.eastus2.inference.ml.azure.com/v1/chat/completions (if the container serves OpenAI\'s routes).',
  ],
  [
    'https://ep.eastus2.inference.ml.azure.com/v1/swagger.json',
    '`endpointUrl` is only the start of an invocation URL: https://ep.eastus2.inference.ml.azure.com/v1/swagger.json. Pass the full invocation URL, as the endpoint\'s "Consume" tab shows it: https://ep.eastus2.inference.ml.azure.com/score (for a dedicated endpoint), or https://ep.eastus2.inference.ml.azure.com/v1/chat/completions (if the container serves OpenAI\'s routes).',
  ],
  [
    'https://cluster.example.org/prefix/openapi.json',
    "`endpointUrl` is only the start of an invocation URL: https://cluster.example.org/prefix/openapi.json. Pass the full invocation URL: https://cluster.example.org/prefix/score (for a dedicated endpoint), or https://cluster.example.org/prefix/v1/chat/completions (if the container serves OpenAI's routes).",
  ],
  [
    'https://cluster.example.org/health',
    "`endpointUrl` is only the start of an invocation URL: https://cluster.example.org/health. Pass the full invocation URL: https://cluster.example.org/score (for a dedicated endpoint), or https://cluster.example.org/v1/chat/completions (if the container serves OpenAI's routes).",
  ],
  [
    'https://cluster.example.org/v1/health',
    "`endpointUrl` is only the start of an invocation URL: https://cluster.example.org/v1/health. Pass the full invocation URL: https://cluster.example.org/score (for a dedicated endpoint), or https://cluster.example.org/v1/chat/completions (if the container serves OpenAI's routes).",
  ],
  [
    'https://ep.eastus2.inference.ml.azure.com/healthz',
    '`endpointUrl` is only the start of an invocation URL: https://ep.eastus2.inference.ml.azure.com/healthz. Pass the full invocation URL, as the endpoint\'s "Consume" tab shows it: https://ep.eastus2.inference.ml.azure.com/score (for a dedicated endpoint), or https://ep.eastus2.inference.ml.azure.com/v1/chat/completions (if the container serves OpenAI\'s routes).',
  ],
  [
    'https://cluster.example.org/prefix/v1/models',
    "`endpointUrl` is only the start of an invocation URL: https://cluster.example.org/prefix/v1/models. Pass the full invocation URL: https://cluster.example.org/prefix/score (for a dedicated endpoint), or https://cluster.example.org/prefix/v1/chat/completions (if the container serves OpenAI's routes).",
  ],
  [
    'https://res.services.ai.azure.com/openai',
    "`endpointUrl` is only the start of an invocation URL: https://res.services.ai.azure.com/openai. Pass the full invocation URL, as the deployment's page shows it: https://res.services.ai.azure.com/openai/v1/chat/completions.",
  ],
  [
    'https://res.services.ai.azure.com/api/projects/p/openai',
    "`endpointUrl` is only the start of an invocation URL: https://res.services.ai.azure.com/api/projects/p/openai. Pass the full invocation URL, as the deployment's page shows it: https://res.services.ai.azure.com/api/projects/p/openai/v1/chat/completions.",
  ],
  [
    'https://res.services.ai.azure.com/openai/v1',
    "`endpointUrl` is only the start of an invocation URL: https://res.services.ai.azure.com/openai/v1. Pass the full invocation URL, as the deployment's page shows it: https://res.services.ai.azure.com/openai/v1/chat/completions.",
  ],
  [
    'https://res.services.ai.azure.com/mai/v1',
    "`endpointUrl` is only the start of an invocation URL: https://res.services.ai.azure.com/mai/v1. Pass the full invocation URL, as the deployment's page shows it: https://res.services.ai.azure.com/mai/v1/chat/completions.",
  ],
  [
    'https://res.services.ai.azure.com/api/projects/p/openai/v1',
    "`endpointUrl` is only the start of an invocation URL: https://res.services.ai.azure.com/api/projects/p/openai/v1. Pass the full invocation URL, as the deployment's page shows it: https://res.services.ai.azure.com/api/projects/p/openai/v1/chat/completions.",
  ],
  [
    'https://m.eastus2.models.ai.azure.com/v1',
    '`endpointUrl` is only the start of an invocation URL: https://m.eastus2.models.ai.azure.com/v1. Pass the full invocation URL, as the endpoint\'s "Consume" tab shows it: https://m.eastus2.models.ai.azure.com/v1/chat/completions.',
  ],
  [
    'https://res.services.ai.azure.com/models',
    "`endpointUrl` is only the start of an invocation URL: https://res.services.ai.azure.com/models. Pass the full invocation URL, as the deployment's page shows it: https://res.services.ai.azure.com/openai/v1/chat/completions, or https://res.services.ai.azure.com/models/chat/completions?api-version=2024-05-01-preview (the older route).",
  ],
  [
    'https://res.services.ai.azure.com/anthropic',
    "`endpointUrl` is only the start of an invocation URL: https://res.services.ai.azure.com/anthropic. Pass the full invocation URL, as the deployment's page shows it: https://res.services.ai.azure.com/anthropic/v1/messages.",
  ],
  [
    'https://res.services.ai.azure.com/anthropic/v1',
    "`endpointUrl` is only the start of an invocation URL: https://res.services.ai.azure.com/anthropic/v1. Pass the full invocation URL, as the deployment's page shows it: https://res.services.ai.azure.com/anthropic/v1/messages.",
  ],
  [
    'https://res.services.ai.azure.com/providers/cohere',
    "`endpointUrl` is only the start of an invocation URL: https://res.services.ai.azure.com/providers/cohere. Pass the full invocation URL, as the deployment's page shows it: https://res.services.ai.azure.com/providers/cohere/v2/chat.",
  ],
  [
    'https://res.services.ai.azure.com/providers/cohere/v2',
    "`endpointUrl` is only the start of an invocation URL: https://res.services.ai.azure.com/providers/cohere/v2. Pass the full invocation URL, as the deployment's page shows it: https://res.services.ai.azure.com/providers/cohere/v2/chat.",
  ],
  [
    'https://res.services.ai.azure.com/api/projects/p',
    "`endpointUrl` is only the start of an invocation URL: https://res.services.ai.azure.com/api/projects/p. Pass the full invocation URL, as the deployment's page shows it: https://res.services.ai.azure.com/openai/v1/chat/completions (for the resource), or https://res.services.ai.azure.com/api/projects/p/openai/v1/chat/completions (for the project).",
  ],
  [
    'https://res.openai.azure.com/openai/deployments',
    "`endpointUrl` is only the start of an invocation URL: https://res.openai.azure.com/openai/deployments. Pass the full invocation URL, as the deployment's page shows it: https://res.openai.azure.com/openai/deployments/<your-deployment>/chat/completions?api-version=2024-10-21, or https://res.openai.azure.com/openai/v1/chat/completions (with `deploymentName`).",
  ],
  [
    'https://res.openai.azure.com/openai/deployments/blue',
    "`endpointUrl` is only the start of an invocation URL: https://res.openai.azure.com/openai/deployments/blue. Pass the full invocation URL, as the deployment's page shows it: https://res.openai.azure.com/openai/deployments/blue/chat/completions?api-version=2024-10-21, or https://res.openai.azure.com/openai/v1/chat/completions (with `deploymentName`).",
  ],
  [
    'https://ep.usgov.inference.ml.azure.us/v1',
    '`endpointUrl` is only the start of an invocation URL: https://ep.usgov.inference.ml.azure.us/v1. Pass the full invocation URL, as the endpoint\'s "Consume" tab shows it: https://ep.usgov.inference.ml.azure.us/v1/chat/completions.',
  ],
  [
    'https://ep.china.inference.ml.azure.cn/v1',
    '`endpointUrl` is only the start of an invocation URL: https://ep.china.inference.ml.azure.cn/v1. Pass the full invocation URL, as the endpoint\'s "Consume" tab shows it: https://ep.china.inference.ml.azure.cn/v1/chat/completions.',
  ],
  [
    'https://cluster.example.org/score/completions',
    '`endpointUrl` has a second route after the first: https://cluster.example.org/score/completions. Pass https://cluster.example.org/score: nothing is appended to it.',
  ],
  [
    'https://cluster.example.org/score/v1/embeddings',
    '`endpointUrl` has a second route after the first: https://cluster.example.org/score/v1/embeddings. Pass https://cluster.example.org/score: nothing is appended to it.',
  ],
  [
    'https://cluster.example.org/score/rerank',
    '`endpointUrl` has a second route after the first: https://cluster.example.org/score/rerank. Pass https://cluster.example.org/score: nothing is appended to it.',
  ],
  [
    'https://cluster.example.org/score/responses',
    '`endpointUrl` has a second route after the first: https://cluster.example.org/score/responses. Pass https://cluster.example.org/score: nothing is appended to it.',
  ],
  [
    'https://cluster.example.org/score/v1/messages',
    '`endpointUrl` has a second route after the first: https://cluster.example.org/score/v1/messages. Pass https://cluster.example.org/score: nothing is appended to it.',
  ],
  [
    'https://cluster.example.org/v1/completions/completions',
    '`endpointUrl` has a second route after the first: https://cluster.example.org/v1/completions/completions. Pass https://cluster.example.org/v1/completions: nothing is appended to it.',
  ],
  [
    'https://cluster.example.org/v1/embeddings/completions',
    '`endpointUrl` has a second route after the first: https://cluster.example.org/v1/embeddings/completions. Pass https://cluster.example.org/v1/embeddings: nothing is appended to it.',
  ],
  [
    'https://cluster.example.org/v1/rerank/completions',
    '`endpointUrl` has a second route after the first: https://cluster.example.org/v1/rerank/completions. Pass https://cluster.example.org/v1/rerank: nothing is appended to it.',
  ],
  [
    'https://cluster.example.org/v1/responses/completions',
    '`endpointUrl` has a second route after the first: https://cluster.example.org/v1/responses/completions. Pass https://cluster.example.org/v1/responses: nothing is appended to it.',
  ],
  [
    'https://cluster.example.org/v1/messages/completions',
    '`endpointUrl` has a second route after the first: https://cluster.example.org/v1/messages/completions. Pass https://cluster.example.org/v1/messages: nothing is appended to it.',
  ],
  [
    'https://ep.eastus2.inference.ml.azure.com/chat',
    "`endpointApiType` cannot be inferred from the path /chat. Pass 'dedicated' or 'serverless' (or set AZUREML_ENDPOINT_API_TYPE). If the path is not complete, pass the full invocation URL, as the endpoint's \"Consume\" tab shows it: https://ep.eastus2.inference.ml.azure.com/chat/completions.",
  ],
  [
    'https://cluster.example.org/v1',
    "`endpointApiType` cannot be inferred from the path /v1. Pass 'dedicated' or 'serverless' (or set AZUREML_ENDPOINT_API_TYPE). If the path is not complete, pass the full invocation URL: https://cluster.example.org/v1/chat/completions.",
  ],
  [
    'https://cluster.example.org/openai',
    "`endpointApiType` cannot be inferred from the path /openai. Pass 'dedicated' or 'serverless' (or set AZUREML_ENDPOINT_API_TYPE). If the path is not complete, pass the full invocation URL: https://cluster.example.org/openai/chat/completions.",
  ],
  [
    'https://cluster.example.org/api',
    "`endpointApiType` cannot be inferred from the path /api. Pass 'dedicated' or 'serverless' (or set AZUREML_ENDPOINT_API_TYPE). If the path is not complete, pass the full invocation URL: https://cluster.example.org/api/chat/completions.",
  ],
  [
    'https://cluster.example.org/jobs',
    "`endpointApiType` cannot be inferred from the path /jobs. Pass 'dedicated' or 'serverless' (or set AZUREML_ENDPOINT_API_TYPE). If the path is not complete, pass the URL of an online endpoint: this looks like the route of a batch endpoint.",
  ],
  [
    'https://cluster.example.org/docs',
    "`endpointApiType` cannot be inferred from the path /docs. Pass 'dedicated' or 'serverless' (or set AZUREML_ENDPOINT_API_TYPE). If the path is not complete, pass the full invocation URL: https://cluster.example.org/score (for a dedicated endpoint), or https://cluster.example.org/v1/chat/completions (if the container serves OpenAI's routes, as vLLM, SGLang, TGI and NIM do).",
  ],
  [
    'https://cluster.example.org/redoc',
    "`endpointApiType` cannot be inferred from the path /redoc. Pass 'dedicated' or 'serverless' (or set AZUREML_ENDPOINT_API_TYPE). If the path is not complete, pass the full invocation URL: https://cluster.example.org/score (for a dedicated endpoint), or https://cluster.example.org/v1/chat/completions (if the container serves OpenAI's routes, as vLLM, SGLang, TGI and NIM do).",
  ],
  [
    'https://cluster.example.org/info',
    "`endpointApiType` cannot be inferred from the path /info. Pass 'dedicated' or 'serverless' (or set AZUREML_ENDPOINT_API_TYPE). If the path is not complete, pass the full invocation URL: https://cluster.example.org/score (for a dedicated endpoint), or https://cluster.example.org/v1/chat/completions (if the container serves OpenAI's routes, as vLLM, SGLang, TGI and NIM do).",
  ],
  [
    'https://cluster.example.org/metrics',
    "`endpointApiType` cannot be inferred from the path /metrics. Pass 'dedicated' or 'serverless' (or set AZUREML_ENDPOINT_API_TYPE). If the path is not complete, pass the full invocation URL: https://cluster.example.org/score (for a dedicated endpoint), or https://cluster.example.org/v1/chat/completions (if the container serves OpenAI's routes, as vLLM, SGLang, TGI and NIM do).",
  ],
  [
    'https://cluster.example.org/ui',
    "`endpointApiType` cannot be inferred from the path /ui. Pass 'dedicated' or 'serverless' (or set AZUREML_ENDPOINT_API_TYPE). If the path is not complete, pass the full invocation URL: https://cluster.example.org/score (for a dedicated endpoint), or https://cluster.example.org/v1/chat/completions (if the container serves OpenAI's routes, as vLLM, SGLang, TGI and NIM do).",
  ],
  [
    'https://cluster.example.org/generate',
    "`endpointApiType` cannot be inferred from the path /generate. Pass 'dedicated' or 'serverless' (or set AZUREML_ENDPOINT_API_TYPE).",
  ],
  [
    'https://cluster.example.org/v1x',
    "`endpointApiType` cannot be inferred from the path /v1x. Pass 'dedicated' or 'serverless' (or set AZUREML_ENDPOINT_API_TYPE).",
  ],
  [
    'https://ep.eastus2.inference.ml.azure.com/docs',
    "`endpointApiType` cannot be inferred from the path /docs. Pass 'dedicated' or 'serverless' (or set AZUREML_ENDPOINT_API_TYPE). If the path is not complete, pass the full invocation URL, as the endpoint's \"Consume\" tab shows it: https://ep.eastus2.inference.ml.azure.com/score (for a dedicated endpoint), or https://ep.eastus2.inference.ml.azure.com/v1/chat/completions (if the container serves OpenAI's routes, as vLLM, SGLang, TGI and NIM do).",
  ],
  [
    'https://ml.azure.com/page/score?x=1',
    '`endpointUrl` is a page of Azure Machine Learning studio, not an endpoint: https://ml.azure.com/page/score. Open the endpoint there and copy its REST endpoint from the "Consume" tab.',
  ],
  [
    'https://ml.azure.us/page/score?x=1',
    '`endpointUrl` is a page of Azure Machine Learning studio, not an endpoint: https://ml.azure.us/page/score. Open the endpoint there and copy its REST endpoint from the "Consume" tab.',
  ],
  [
    'https://ml.azure.cn/page/score?x=1',
    '`endpointUrl` is a page of Azure Machine Learning studio, not an endpoint: https://ml.azure.cn/page/score. Open the endpoint there and copy its REST endpoint from the "Consume" tab.',
  ],
  [
    'https://ml.azure.ai/page/score?x=1',
    '`endpointUrl` is a page of Azure Machine Learning studio, not an endpoint: https://ml.azure.ai/page/score. Open the endpoint there and copy its REST endpoint from the "Consume" tab.',
  ],
  [
    'https://studio.ml.azure.com/page/score?x=1',
    '`endpointUrl` is a page of Azure Machine Learning studio, not an endpoint: https://studio.ml.azure.com/page/score. Open the endpoint there and copy its REST endpoint from the "Consume" tab.',
  ],
  [
    'https://mlworkspace.azure.cn/page/score?x=1',
    '`endpointUrl` is a page of Azure Machine Learning studio, not an endpoint: https://mlworkspace.azure.cn/page/score. Open the endpoint there and copy its REST endpoint from the "Consume" tab.',
  ],
  [
    'https://studio.azureml.net/page/score?x=1',
    '`endpointUrl` is a page of Azure Machine Learning studio, not an endpoint: https://studio.azureml.net/page/score. Open the endpoint there and copy its REST endpoint from the "Consume" tab.',
  ],
  [
    'https://ai.azure.com/page/score?x=1',
    "`endpointUrl` is a page of Foundry's portal, not an endpoint: https://ai.azure.com/page/score. Open the deployment there and copy its Target URI, or the endpoint's URL from the code sample.",
  ],
  [
    'https://ai.azure.us/page/score?x=1',
    "`endpointUrl` is a page of Foundry's portal, not an endpoint: https://ai.azure.us/page/score. Open the deployment there and copy its Target URI, or the endpoint's URL from the code sample.",
  ],
  [
    'https://oai.azure.com/page/score?x=1',
    "`endpointUrl` is a page of Foundry's portal, not an endpoint: https://oai.azure.com/page/score. Open the deployment there and copy its Target URI, or the endpoint's URL from the code sample.",
  ],
  [
    'https://oai.azure.us/page/score?x=1',
    "`endpointUrl` is a page of Foundry's portal, not an endpoint: https://oai.azure.us/page/score. Open the deployment there and copy its Target URI, or the endpoint's URL from the code sample.",
  ],
  [
    'https://portal.azure.com/page/score?x=1',
    '`endpointUrl` is a page of the Azure portal, not an endpoint: https://portal.azure.com/page/score. Open the endpoint in Azure Machine Learning studio, or the deployment in the portal of Foundry, and copy its URL.',
  ],
  [
    'https://portal.azure.us/page/score?x=1',
    '`endpointUrl` is a page of the Azure portal, not an endpoint: https://portal.azure.us/page/score. Open the endpoint in Azure Machine Learning studio, or the deployment in the portal of Foundry, and copy its URL.',
  ],
  [
    'https://portal.azure.cn/page/score?x=1',
    '`endpointUrl` is a page of the Azure portal, not an endpoint: https://portal.azure.cn/page/score. Open the endpoint in Azure Machine Learning studio, or the deployment in the portal of Foundry, and copy its URL.',
  ],
  [
    'https://ms.portal.azure.com/page/score?x=1',
    '`endpointUrl` is a page of the Azure portal, not an endpoint: https://ms.portal.azure.com/page/score. Open the endpoint in Azure Machine Learning studio, or the deployment in the portal of Foundry, and copy its URL.',
  ],
  [
    'https://preview-1.portal.azure.com/page/score?x=1',
    '`endpointUrl` is a page of the Azure portal, not an endpoint: https://preview-1.portal.azure.com/page/score. Open the endpoint in Azure Machine Learning studio, or the deployment in the portal of Foundry, and copy its URL.',
  ],
  [
    'https://learn.microsoft.com/page/score?x=1',
    '`endpointUrl` is a page of the documentation, not an endpoint: https://learn.microsoft.com/page/score. Copy the URL of your own endpoint from its "Consume" tab.',
  ],
  [
    'https://docs.microsoft.com/page/score?x=1',
    '`endpointUrl` is a page of the documentation, not an endpoint: https://docs.microsoft.com/page/score. Copy the URL of your own endpoint from its "Consume" tab.',
  ],
  [
    'https://management.azure.com/page/score?x=1',
    "`endpointUrl` is the address of Azure's control plane, not an endpoint: https://management.azure.com/page/score. Pass the scoring URI of the endpoint, which it returns as `scoringUri`.",
  ],
  [
    'https://management.usgovcloudapi.net/page/score?x=1',
    "`endpointUrl` is the address of Azure's control plane, not an endpoint: https://management.usgovcloudapi.net/page/score. Pass the scoring URI of the endpoint, which it returns as `scoringUri`.",
  ],
  [
    'https://management.chinacloudapi.cn/page/score?x=1',
    "`endpointUrl` is the address of Azure's control plane, not an endpoint: https://management.chinacloudapi.cn/page/score. Pass the scoring URI of the endpoint, which it returns as `scoringUri`.",
  ],
  [
    'https://eastus.api.azureml.ms/page/score?x=1',
    '`endpointUrl` is the address of a workspace, not an endpoint: https://eastus.api.azureml.ms/page/score. Pass the URL of an endpoint in it, from its "Consume" tab.',
  ],
  [
    'https://1.workspace.eastus.api.azureml.ms/page/score?x=1',
    '`endpointUrl` is the address of a workspace, not an endpoint: https://1.workspace.eastus.api.azureml.ms/page/score. Pass the URL of an endpoint in it, from its "Consume" tab.',
  ],
  [
    'https://ml.azure.com',
    '`endpointUrl` is a page of Azure Machine Learning studio, not an endpoint: https://ml.azure.com. Open the endpoint there and copy its REST endpoint from the "Consume" tab.',
  ],
  [
    'ep.eastus2.inference.ml.azure.com/score',
    '`endpointUrl` is not an https URL: "ep.eastus2.inference.ml.azure.com/score". Put `https://` in front of it.',
  ],
  [
    'localhost.local:8000/score',
    '`endpointUrl` is not an https URL: "localhost.local:8000/score". Put `https://` in front of it.',
  ],
  ['ep.example.org', '`endpointUrl` is not an https URL: "ep.example.org". Put `https://` in front of it.'],
  [
    '`https://ep.example.org/score`',
    '`endpointUrl` is not an https URL: "`https://ep.example.org/score`". Remove the quotes around it.',
  ],
  [
    "'https://ep.example.org/score'",
    '`endpointUrl` is not an https URL: "\'https://ep.example.org/score\'". Remove the quotes around it.',
  ],
  [
    '"https://ep.example.org/score"\n',
    '`endpointUrl` is not an https URL: a text of 31 characters. Remove the quotes around it.',
  ],
  [
    '<https://ep.example.org/score>',
    '`endpointUrl` is not an https URL: "<https://ep.example.org/score>". Remove the quotes around it.',
  ],
  [
    'eastus.api.azureml.ms;1-2;group;project',
    '`endpointUrl` is not an https URL: "eastus.api.azureml.ms;1-2;group;project". It is the connection string of a project; pass the URL of a deployment in it.',
  ],
  [
    'AZUREML_ENDPOINT_URL=https://ep.example.org/score',
    '`endpointUrl` is not an https URL: a text of 49 characters. Pass only what stands after the equals sign.',
  ],
  [
    'URL=http://ep.example.org/score',
    '`endpointUrl` is not an https URL: a text of 31 characters. Pass only what stands after the equals sign.',
  ],
  ['ftp://ep.example.org/score?a', '`endpointUrl` is not an https URL: "ftp://ep.example.org/score".'],
  ['two words', '`endpointUrl` is not an https URL: "two words".'],
  ['score', '`endpointUrl` is not an https URL: "score".'],
  [
    'https://<your-endpoint>.eastus.inference.ml.azure.com/score?key=1',
    '`endpointUrl` still has a placeholder: https://<your-endpoint>.eastus.inference.ml.azure.com/score. Replace each <…> by the endpoint\'s own name or region, as its "Consume" tab shows them.',
  ],
  [
    'https://ep.example.org/<path>/score',
    '`endpointUrl` still has a placeholder: https://ep.example.org/<path>/score. Replace each <…> by the endpoint\'s own name or region, as its "Consume" tab shows them.',
  ],
  [
    'https://me@ep.example.org/score',
    '`endpointUrl` contains a user name or password. Pass the key as `endpointApiKey`.',
  ],
  [
    'https://:word@ep.example.org/score',
    '`endpointUrl` contains a user name or password. Pass the key as `endpointApiKey`.',
  ],
  [
    'http://ep.example.org/score?key=1',
    '`endpointUrl` would send the key unencrypted to http://ep.example.org. Use https, or `allowInsecureHttp: true` if you must.',
  ],
  [
    'https://ep.example.org:0/score',
    '`endpointUrl` uses port 0, on which no server can listen: https://ep.example.org:0.',
  ],
  [
    'http://a.localhost/score',
    '`endpointUrl` would send the key unencrypted to http://a.localhost. Use https, or `allowInsecureHttp: true` if you must.',
  ],
  [
    'http://127.0.0.1.example.org/score',
    '`endpointUrl` would send the key unencrypted to http://127.0.0.1.example.org. Use https, or `allowInsecureHttp: true` if you must.',
  ],
  [
    'http://128.0.0.1/score',
    '`endpointUrl` would send the key unencrypted to http://128.0.0.1. Use https, or `allowInsecureHttp: true` if you must.',
  ],
  [
    'https://ai.azure.com.example.org/x',
    "`endpointApiType` cannot be inferred from the path /x. Pass 'dedicated' or 'serverless' (or set AZUREML_ENDPOINT_API_TYPE).",
  ],
  [
    'https://notml.azure.com.org/x',
    "`endpointApiType` cannot be inferred from the path /x. Pass 'dedicated' or 'serverless' (or set AZUREML_ENDPOINT_API_TYPE).",
  ],
]
