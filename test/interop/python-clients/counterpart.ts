import type { Counterpart } from '../frame/counterpart.ts'

export const counterpart: Counterpart = {
  name: 'The Python clients of OpenAI, Azure, Anthropic and Cohere, and LangChain’s classes',
  package: 'openai',
  proves:
    'the emulator is what it claims to be: its answers, streams, tools, schemas, embeddings and failures, as `openai`, `azure-ai-inference`, `anthropic`, `cohere` and the Python `AzureMLChatOnlineEndpoint` understand them',
  taught: [
    '`openai` asks for embeddings in base64 unless it is told otherwise, and decodes what the emulator sends.',
    'The Python `AzureMLChatOnlineEndpoint` accepts only `/completions` and `/models/chat/completions` as serverless routes; its streams leave out `model_kwargs`.',
    '`azure-ai-inference` has classes of its own for 401 and 404 only; `openai` has one for each status.',
  ],
  allowed: [
    {
      difference: 'A stream of the Python class on `/models/chat/completions` is refused: no model specified.',
      reason: 'The class does not send the model, and the route of the Model Inference API needs one.',
    },
  ],
}
