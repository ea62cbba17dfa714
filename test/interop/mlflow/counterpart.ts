import type { Counterpart } from '../frame/counterpart.ts'

export const counterpart: Counterpart = {
  name: 'MLflow’s servers for models and agents',
  package: 'mlflow-skinny',
  proves:
    'the MLflow formatter on tables and lists behind `/score`; the chat formatter on chat models and agents of MLflow, streams included',
  taught: [
    '`mlflow models serve` knows neither `/score` nor `input_data`: only what Azure puts around an MLflow model does. A chat model of MLflow takes the body of chat completions at `/invocations`.',
    'A chat model drops parameters that it does not declare, `seed` and `response_format` among them, without an error; it refuses content in parts, a single part of text included.',
    'An exception in `predict` is 400 with a stack trace at `/invocations`, and 500 without any cause at `/score`.',
    '`mlflow models serve` never streams and answers a request for a stream whole; MLflow’s server for agents streams, and ends a failed stream by `{"error": "…"}` and `[DONE]` under 200.',
    'A `ChatAgent` answers with `messages` instead of `choices`: no chat format reads it.',
  ],
}
