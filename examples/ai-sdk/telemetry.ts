// Traces of a call: `registerTelemetry(openTelemetry)` records all calls of a program instead.

import { OpenTelemetry } from '@ai-sdk/otel'
import { createAzureML } from '@azureml-endpoints/ai-sdk-provider'
import { BasicTracerProvider, ConsoleSpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { generateText } from 'ai'

const tracing = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new ConsoleSpanExporter())] })
const openTelemetry = new OpenTelemetry({ tracer: tracing.getTracer('my-app') })

const azureML = createAzureML({ name: 'east' })
await generateText({
  model: azureML(),
  prompt: 'Will the Collatz conjecture ever be solved?',
  telemetry: { integrations: [openTelemetry], functionId: 'collatz' },
})
