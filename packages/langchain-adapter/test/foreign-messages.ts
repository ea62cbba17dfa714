/**
 * Answers as LangChain's models of other providers return them, whole and merged from a stream: the shapes are those of
 * @langchain/openai 1.5, anthropic 1.5, google-genai 2.3, mistralai 1.2, cohere 1.0 and aws 1.4, the texts our own.
 */
export const foreignMessages: Readonly<Record<string, object>> = {
  'openai chat': {
    content: 'Sunny [1].',
    tool_calls: [{ name: 'weather', args: { city: 'Bern' }, type: 'tool_call', id: 'call_abcdefghijkl' }],
    additional_kwargs: {
      tool_calls: [
        { id: 'call_abcdefghijkl', type: 'function', function: { name: 'weather', arguments: '{"city":"Bern"}' } },
      ],
    },
    response_metadata: { model_provider: 'openai' },
  },
  'openai chat streamed': {
    content: 'Sunny [1].',
    tool_calls: [{ name: 'weather', args: { city: 'Bern' }, id: 'call_abcdefghijkl', type: 'tool_call' }],
    additional_kwargs: {
      tool_calls: [
        {
          index: 0,
          id: 'call_abcdefghijkl',
          type: 'function',
          function: { name: 'weather', arguments: '{"city":"Bern"}' },
        },
      ],
    },
    response_metadata: { model_provider: 'openai' },
  },
  'openai chat v1': {
    content: [
      { type: 'text', text: 'Sunny [1].' },
      { type: 'tool_call', id: 'call_abcdefghijkl', name: 'weather', args: { city: 'Bern' } },
    ],
    tool_calls: [{ name: 'weather', args: { city: 'Bern' }, type: 'tool_call', id: 'call_abcdefghijkl' }],
    additional_kwargs: {
      tool_calls: [
        { id: 'call_abcdefghijkl', type: 'function', function: { name: 'weather', arguments: '{"city":"Bern"}' } },
      ],
    },
    response_metadata: { model_provider: 'openai', output_version: 'v1' },
  },
  'openai chat v1 streamed': {
    content: [
      { type: 'text', text: 'Sun' },
      { type: 'text', text: 'ny [1].' },
      { type: 'tool_call', id: 'call_abcdefghijkl', name: 'weather', args: { city: 'Bern' } },
    ],
    tool_calls: [{ name: 'weather', args: { city: 'Bern' }, id: 'call_abcdefghijkl', type: 'tool_call' }],
    additional_kwargs: {
      tool_calls: [
        {
          index: 0,
          id: 'call_abcdefghijkl',
          type: 'function',
          function: { name: 'weather', arguments: '{"city":"Bern"}' },
        },
      ],
    },
    response_metadata: { model_provider: 'openai', output_version: 'v1' },
  },
  'openai refusal': { content: '', additional_kwargs: {}, response_metadata: { model_provider: 'openai' } },
  'openai responses': {
    content: [
      { type: 'reasoning', reasoning: 'Think a.Think b.' },
      {
        type: 'text',
        text: 'Sunny in Bern.',
        annotations: [
          {
            type: 'citation',
            source: 'url_citation',
            url: 'https://w.example',
            title: 'W',
            startIndex: 0,
            endIndex: 5,
          },
        ],
      },
      { type: 'image', mimeType: 'image/png', data: 'AAAA', id: 'ig_1', metadata: { status: 'completed' } },
    ],
    tool_calls: [{ name: 'weather', args: { city: 'Bern' }, type: 'tool_call', id: 'call_r1' }],
    additional_kwargs: {
      reasoning: {
        type: 'reasoning',
        id: 'rs_1',
        summary: [
          { type: 'summary_text', text: 'Think a.' },
          { type: 'summary_text', text: 'Think b.' },
        ],
        encrypted_content: 'ENC',
      },
      tool_outputs: [
        { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'bern' } },
        { type: 'image_generation_call', id: 'ig_1', status: 'completed', result: 'AAAA' },
      ],
      __openai_function_call_ids__: { call_r1: 'fc_1' },
    },
    response_metadata: {
      model_provider: 'openai',
      output: [
        {
          type: 'reasoning',
          id: 'rs_1',
          summary: [
            { type: 'summary_text', text: 'Think a.' },
            { type: 'summary_text', text: 'Think b.' },
          ],
          encrypted_content: 'ENC',
        },
        { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'bern' } },
        {
          type: 'message',
          id: 'msg_1',
          status: 'completed',
          role: 'assistant',
          content: [
            {
              type: 'output_text',
              text: 'Sunny in Bern.',
              annotations: [
                { type: 'url_citation', url: 'https://w.example', title: 'W', start_index: 0, end_index: 5 },
              ],
            },
          ],
        },
        {
          type: 'function_call',
          id: 'fc_1',
          call_id: 'call_r1',
          name: 'weather',
          arguments: '{"city":"Bern"}',
          status: 'completed',
        },
        { type: 'image_generation_call', id: 'ig_1', status: 'completed', result: 'AAAA' },
      ],
    },
  },
  'openai responses streamed': {
    content: [
      { type: 'reasoning', reasoning: 'Think a.', index: 0 },
      {
        type: 'text',
        text: 'Sunny in Bern.',
        index: 0,
        annotations: [
          {
            type: 'citation',
            source: 'url_citation',
            url: 'https://w.example',
            title: 'W',
            startIndex: 0,
            endIndex: 5,
          },
        ],
      },
    ],
    tool_calls: [{ name: 'weather', args: { city: 'Bern' }, id: 'call_r1', type: 'tool_call' }],
    additional_kwargs: {
      reasoning: { id: 'rs_1', type: 'reasoning', summary: [{ text: 'Think a.', type: 'summary_text', index: 0 }] },
      tool_outputs: [
        { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'bern' } },
      ],
      __openai_function_call_ids__: { call_r1: 'fc_1' },
    },
    response_metadata: {
      model_provider: 'openai',
      output: [
        {
          type: 'reasoning',
          id: 'rs_1',
          summary: [
            { type: 'summary_text', text: 'Think a.' },
            { type: 'summary_text', text: 'Think b.' },
          ],
          encrypted_content: 'ENC',
        },
        { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'bern' } },
        {
          type: 'message',
          id: 'msg_1',
          status: 'completed',
          role: 'assistant',
          content: [
            {
              type: 'output_text',
              text: 'Sunny in Bern.',
              annotations: [
                { type: 'url_citation', url: 'https://w.example', title: 'W', start_index: 0, end_index: 5 },
              ],
            },
          ],
        },
        {
          type: 'function_call',
          id: 'fc_1',
          call_id: 'call_r1',
          name: 'weather',
          arguments: '{"city":"Bern"}',
          status: 'completed',
        },
        { type: 'image_generation_call', id: 'ig_1', status: 'completed', result: 'AAAA' },
      ],
    },
  },
  'openai responses v1': {
    content: [
      { type: 'reasoning', reasoning: 'Think a.Think b.', id: 'rs_1', encrypted_content: 'ENC' },
      { id: 'ws_1', type: 'server_tool_call', name: 'web_search', args: { query: 'bern' } },
      {
        type: 'server_tool_call_result',
        toolCallId: 'ws_1',
        status: 'success',
        output: { action: { type: 'search', query: 'bern' } },
      },
      {
        type: 'text',
        text: 'Sunny in Bern.',
        annotations: [
          {
            type: 'citation',
            source: 'url_citation',
            url: 'https://w.example',
            title: 'W',
            startIndex: 0,
            endIndex: 5,
          },
        ],
      },
      { type: 'tool_call', id: 'call_r1', name: 'weather', args: { city: 'Bern' } },
      { type: 'image', mimeType: 'image/png', data: 'AAAA', id: 'ig_1', metadata: { status: 'completed' } },
      {
        type: 'non_standard',
        value: { type: 'image_generation_call', id: 'ig_1', status: 'completed', result: 'AAAA' },
      },
    ],
    tool_calls: [{ name: 'weather', args: { city: 'Bern' }, type: 'tool_call', id: 'call_r1' }],
    additional_kwargs: {
      reasoning: {
        type: 'reasoning',
        id: 'rs_1',
        summary: [
          { type: 'summary_text', text: 'Think a.' },
          { type: 'summary_text', text: 'Think b.' },
        ],
        encrypted_content: 'ENC',
      },
      tool_outputs: [
        { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'bern' } },
        { type: 'image_generation_call', id: 'ig_1', status: 'completed', result: 'AAAA' },
      ],
      __openai_function_call_ids__: { call_r1: 'fc_1' },
    },
    response_metadata: {
      model_provider: 'openai',
      output_version: 'v1',
      output: [
        {
          type: 'reasoning',
          id: 'rs_1',
          summary: [
            { type: 'summary_text', text: 'Think a.' },
            { type: 'summary_text', text: 'Think b.' },
          ],
          encrypted_content: 'ENC',
        },
        { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'bern' } },
        {
          type: 'message',
          id: 'msg_1',
          status: 'completed',
          role: 'assistant',
          content: [
            {
              type: 'output_text',
              text: 'Sunny in Bern.',
              annotations: [
                { type: 'url_citation', url: 'https://w.example', title: 'W', start_index: 0, end_index: 5 },
              ],
            },
          ],
        },
        {
          type: 'function_call',
          id: 'fc_1',
          call_id: 'call_r1',
          name: 'weather',
          arguments: '{"city":"Bern"}',
          status: 'completed',
        },
        { type: 'image_generation_call', id: 'ig_1', status: 'completed', result: 'AAAA' },
      ],
    },
  },
  'openai responses v1 streamed': {
    content: [
      { type: 'reasoning', reasoning: 'Think a.Think b.', id: 'rs_1', encrypted_content: 'ENC' },
      { type: 'reasoning', reasoning: '' },
      { type: 'reasoning', reasoning: 'Think a.' },
      { id: 'ws_1', type: 'server_tool_call', name: 'web_search', args: { query: 'bern' } },
      {
        type: 'server_tool_call_result',
        toolCallId: 'ws_1',
        status: 'success',
        output: { action: { type: 'search', query: 'bern' } },
      },
      {
        type: 'text',
        index: 0,
        text: 'Sunny in Bern.',
        annotations: [
          {
            type: 'citation',
            source: 'url_citation',
            url: 'https://w.example',
            title: 'W',
            startIndex: 0,
            endIndex: 5,
          },
        ],
      },
      { type: 'tool_call', id: 'call_r1', name: 'weather', args: {} },
    ],
    tool_calls: [{ name: 'weather', args: { city: 'Bern' }, id: 'call_r1', type: 'tool_call' }],
    additional_kwargs: {
      reasoning: { id: 'rs_1', type: 'reasoning', summary: [{ text: 'Think a.', type: 'summary_text', index: 0 }] },
      tool_outputs: [
        { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'bern' } },
      ],
      __openai_function_call_ids__: { call_r1: 'fc_1' },
    },
    response_metadata: {
      model_provider: 'openai',
      output_version: 'v1',
      output: [
        {
          type: 'reasoning',
          id: 'rs_1',
          summary: [
            { type: 'summary_text', text: 'Think a.' },
            { type: 'summary_text', text: 'Think b.' },
          ],
          encrypted_content: 'ENC',
        },
        { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'bern' } },
        {
          type: 'message',
          id: 'msg_1',
          status: 'completed',
          role: 'assistant',
          content: [
            {
              type: 'output_text',
              text: 'Sunny in Bern.',
              annotations: [
                { type: 'url_citation', url: 'https://w.example', title: 'W', start_index: 0, end_index: 5 },
              ],
            },
          ],
        },
        {
          type: 'function_call',
          id: 'fc_1',
          call_id: 'call_r1',
          name: 'weather',
          arguments: '{"city":"Bern"}',
          status: 'completed',
        },
        { type: 'image_generation_call', id: 'ig_1', status: 'completed', result: 'AAAA' },
      ],
    },
  },
  'openai responses refusal': {
    content: [],
    additional_kwargs: { refusal: 'I will not.' },
    response_metadata: {
      model_provider: 'openai',
      output: [
        {
          type: 'message',
          id: 'msg_2',
          status: 'completed',
          role: 'assistant',
          content: [{ type: 'refusal', refusal: 'I will not.' }],
        },
      ],
    },
  },
  anthropic: {
    content: [
      { type: 'thinking', thinking: 'Hm.', signature: 'SIG' },
      { type: 'redacted_thinking', data: 'RED' },
      { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'bern' } },
      {
        type: 'web_search_tool_result',
        tool_use_id: 'srvtoolu_1',
        content: [
          { type: 'web_search_result', url: 'https://w.example', title: 'W', encrypted_content: 'E', page_age: null },
        ],
      },
      { type: 'text', text: 'It is' },
      {
        type: 'text',
        text: ' sunny',
        citations: [
          {
            type: 'web_search_result_location',
            url: 'https://w.example',
            title: 'W',
            encrypted_index: '1',
            cited_text: 'sun',
          },
        ],
      },
      { type: 'text', text: '. Shall I look closer?' },
      { type: 'tool_use', id: 'toolu_01A', name: 'weather', input: { city: 'Bern' } },
    ],
    tool_calls: [{ name: 'weather', args: { city: 'Bern' }, id: 'toolu_01A', type: 'tool_call' }],
    additional_kwargs: {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-x',
      stop_sequence: null,
      stop_reason: 'tool_use',
      usage: { input_tokens: 1, output_tokens: 2 },
    },
    response_metadata: { model_provider: 'anthropic' },
  },
  'anthropic streamed': {
    content: [
      { index: 0, type: 'thinking', thinking: 'Hm.', signature: 'SIG' },
      { type: 'text', text: 'It ' },
      { type: 'text', text: 'is' },
      {
        index: 5,
        type: 'text',
        citations: [
          {
            type: 'web_search_result_location',
            url: 'https://w.example',
            title: 'W',
            encrypted_index: '1',
            cited_text: 'sun',
          },
        ],
      },
      { type: 'text', text: ' su' },
      { type: 'text', text: 'nny' },
      { type: 'text', text: '. S' },
      { type: 'text', text: 'hall I look closer?' },
    ],
    tool_calls: [{ name: 'weather', args: { city: 'Bern' }, id: 'toolu_01A', type: 'tool_call' }],
    additional_kwargs: {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-x',
      stop_reason: 'tool_use',
      stop_sequence: null,
    },
    response_metadata: { model_provider: 'anthropic' },
  },
  'anthropic v1': {
    content: [
      { type: 'reasoning', reasoning: 'Hm.', signature: 'SIG' },
      { type: 'non_standard', value: { type: 'redacted_thinking', data: 'RED' } },
      { id: 'srvtoolu_1', type: 'server_tool_call', name: 'web_search', args: { query: 'bern' } },
      {
        type: 'server_tool_call_result',
        name: 'web_search',
        toolCallId: 'srvtoolu_1',
        status: 'success',
        output: { urls: ['https://w.example'] },
      },
      { type: 'text', text: 'It is' },
      {
        type: 'text',
        text: ' sunny',
        annotations: [
          {
            type: 'citation',
            source: 'url',
            url: 'https://w.example',
            title: 'W',
            startIndex: 1,
            endIndex: 1,
            citedText: 'sun',
          },
        ],
      },
      { type: 'text', text: '. Shall I look closer?' },
      { type: 'tool_call', id: 'toolu_01A', name: 'weather', args: { city: 'Bern' } },
    ],
    tool_calls: [{ name: 'weather', args: { city: 'Bern' }, id: 'toolu_01A', type: 'tool_call' }],
    additional_kwargs: {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-x',
      stop_sequence: null,
      stop_reason: 'tool_use',
      usage: { input_tokens: 1, output_tokens: 2 },
    },
    response_metadata: { model_provider: 'anthropic', output_version: 'v1' },
  },
  'anthropic v1 streamed': {
    content: [
      { type: 'text', text: '' },
      { index: 0, type: 'reasoning', reasoning: 'Hm.' },
      { type: 'non_standard', value: { index: 0, type: 'thinking', signature: 'SIG' } },
      { type: 'text', text: 'It ' },
      { type: 'text', text: 'is' },
      {
        type: 'non_standard',
        value: {
          index: 5,
          type: 'text',
          citations: [
            {
              type: 'web_search_result_location',
              url: 'https://w.example',
              title: 'W',
              encrypted_index: '1',
              cited_text: 'sun',
            },
          ],
        },
      },
      { type: 'text', text: ' su' },
      { type: 'text', text: 'nny' },
      { type: 'text', text: '. S' },
      { type: 'text', text: 'hall I look closer?' },
    ],
    tool_calls: [{ name: 'weather', args: { city: 'Bern' }, id: 'toolu_01A', type: 'tool_call' }],
    additional_kwargs: {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-x',
      stop_reason: 'tool_use',
      stop_sequence: null,
    },
    response_metadata: { model_provider: 'anthropic', output_version: 'v1' },
  },
  google: {
    content: [
      { type: 'thinking', thinking: 'Hm.' },
      { type: 'executableCode', executableCode: { language: 'PYTHON', code: 'print(1)' } },
      { type: 'codeExecutionResult', codeExecutionResult: { outcome: 'OUTCOME_OK', output: '1' } },
      { type: 'text', text: 'Sunny.' },
      { type: 'inlineData', inlineData: { mimeType: 'image/png', data: 'AAAA' } },
      { type: 'functionCall', functionCall: { name: 'weather', args: { city: 'Bern' } } },
    ],
    tool_calls: [
      { type: 'tool_call', id: '45913b7d-7bb7-4655-a63b-c6fed7de2f7f', name: 'weather', args: { city: 'Bern' } },
    ],
    additional_kwargs: {
      finishReason: 'STOP',
      index: 0,
      groundingMetadata: { webSearchQueries: ['bern'] },
      __gemini_function_call_thought_signatures__: { '45913b7d-7bb7-4655-a63b-c6fed7de2f7f': 'TS' },
    },
    response_metadata: {},
  },
  'google streamed': {
    content: [
      { type: 'thinking', thinking: 'Hm.' },
      { type: 'text', text: 'Sun' },
      { type: 'text', text: 'ny.' },
      { type: 'functionCall', functionCall: { name: 'weather', args: { city: 'Bern' } } },
    ],
    tool_calls: [
      { name: 'weather', args: { city: 'Bern' }, id: '3a6d8108-7346-4df0-8eae-1edd66c8e548', type: 'tool_call' },
    ],
    additional_kwargs: {
      __gemini_function_call_thought_signatures__: { '3a6d8108-7346-4df0-8eae-1edd66c8e548': 'TS' },
    },
    response_metadata: { model_provider: 'google-genai' },
  },
  'google v1': {
    content: [
      { type: 'thinking', thinking: 'Hm.' },
      { type: 'executableCode', executableCode: { language: 'PYTHON', code: 'print(1)' } },
      { type: 'codeExecutionResult', codeExecutionResult: { outcome: 'OUTCOME_OK', output: '1' } },
      { type: 'text', text: 'Sunny.' },
      { type: 'inlineData', inlineData: { mimeType: 'image/png', data: 'AAAA' } },
      { type: 'functionCall', functionCall: { name: 'weather', args: { city: 'Bern' } } },
      { type: 'tool_call', id: '7c25a8a9-5bcd-40b0-a67a-bade6ffe51c1', name: 'weather', args: { city: 'Bern' } },
    ],
    tool_calls: [
      { type: 'tool_call', id: '7c25a8a9-5bcd-40b0-a67a-bade6ffe51c1', name: 'weather', args: { city: 'Bern' } },
    ],
    additional_kwargs: {
      finishReason: 'STOP',
      index: 0,
      groundingMetadata: { webSearchQueries: ['bern'] },
      __gemini_function_call_thought_signatures__: { '7c25a8a9-5bcd-40b0-a67a-bade6ffe51c1': 'TS' },
    },
    response_metadata: { output_version: 'v1' },
  },
  'google v1 streamed': {
    content: [
      { type: 'reasoning', reasoning: 'Hm.' },
      { type: 'text', text: 'Sun' },
      { type: 'text', text: 'ny.' },
      { type: 'tool_call', name: 'weather', args: { city: 'Bern' } },
    ],
    tool_calls: [
      { name: 'weather', args: { city: 'Bern' }, id: 'bca3fc3a-2668-460e-8073-6319f35dd48a', type: 'tool_call' },
    ],
    additional_kwargs: {
      __gemini_function_call_thought_signatures__: { 'bca3fc3a-2668-460e-8073-6319f35dd48a': 'TS' },
    },
    response_metadata: { model_provider: 'google-genai', output_version: 'v1' },
  },
  'google text': {
    content: [
      { type: 'thinking', thinking: 'Hm.' },
      { type: 'text', text: 'Sunny.' },
      { type: 'functionCall', functionCall: { name: 'weather', args: { city: 'Bern' } } },
    ],
    tool_calls: [
      { type: 'tool_call', id: 'b9dadbf9-fa6f-489a-932d-28b9d2ca1118', name: 'weather', args: { city: 'Bern' } },
    ],
    additional_kwargs: {
      finishReason: 'STOP',
      index: 0,
      groundingMetadata: { webSearchQueries: ['bern'] },
      __gemini_function_call_thought_signatures__: { 'b9dadbf9-fa6f-489a-932d-28b9d2ca1118': 'TS' },
    },
    response_metadata: {},
  },
  mistral: {
    content: [
      { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] },
      { type: 'text', text: 'Paris is' },
      { type: 'reference', referenceIds: [1] },
      { type: 'text', text: ' the capital.' },
    ],
    tool_calls: [{ name: 'weather', args: { city: 'Bern' }, type: 'tool_call', id: 'abcDEF123' }],
    additional_kwargs: {},
    response_metadata: {},
  },
  'mistral streamed': {
    content: [
      { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] },
      { type: 'text', text: 'Paris is' },
      { type: 'text', text: ' the capital.' },
    ],
    tool_calls: [{ name: 'weather', args: { city: 'Bern' }, id: 'abcDEF123', type: 'tool_call' }],
    additional_kwargs: {},
    response_metadata: {},
  },
  cohere: {
    content: 'Sunny in Bern.',
    additional_kwargs: {
      responseId: 'r',
      generationId: 'g',
      finishReason: 'COMPLETE',
      chatHistory: [
        { role: 'USER', message: 'Hi' },
        { role: 'CHATBOT', message: 'Sunny in Bern.' },
      ],
      citations: [{ start: 0, end: 5, text: 'Sunny', documentIds: ['d1'] }],
      documents: [{ id: 'd1', title: 'W', url: 'https://w.example', text: 't' }],
      meta: { tokens: { inputTokens: 1, outputTokens: 2 } },
    },
    response_metadata: {},
  },
  'cohere streamed': {
    content: 'Sunny in Bern.',
    additional_kwargs: { eventType: 'stream-startstream-end', generationId: 'g', is_finished: false },
    response_metadata: {},
  },
  'cohere tools': {
    content: 'I will look.',
    tool_calls: [
      { name: 'weather', args: { city: 'Bern' }, id: 'a2f64dd1-ee7c-4f40-87bf-c1614fd9', type: 'tool_call' },
    ],
    additional_kwargs: {
      responseId: 'r',
      generationId: 'g',
      finishReason: 'COMPLETE',
      chatHistory: [
        { role: 'USER', message: 'Hi' },
        { role: 'CHATBOT', message: 'Sunny in Bern.' },
      ],
      meta: { tokens: { inputTokens: 1, outputTokens: 2 } },
      toolCalls: [
        {
          id: 'a2f64dd1-ee7c-4f40-87bf-c1614fd9',
          function: { name: 'weather', arguments: { city: 'Bern' } },
          type: 'function',
        },
      ],
    },
    response_metadata: {},
  },
  bedrock: {
    content: [
      { type: 'reasoning_content', reasoningText: { text: 'Hm.', signature: 'c2ln' } },
      { type: 'citations_content', citationsContent: { content: [{ text: 'Sunny.' }], citations: [{ title: 'Log' }] } },
      { type: 'cache_point', cachePoint: { type: 'default' } },
      { type: 'tool_use', id: 'tooluse_a', name: 'weather', input: { city: 'Bern' } },
    ],
    tool_calls: [{ name: 'weather', args: { city: 'Bern' }, id: 'tooluse_a', type: 'tool_call' }],
    response_metadata: { model_provider: 'bedrock-converse' },
  },
}
