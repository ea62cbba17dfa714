import { testContentFormatter } from '@azureml-endpoints/core/testing'
import { OpenAIResponsesContentFormatter } from '../src/index.ts'
import { responsesExchanges } from './responses-exchanges.ts'

testContentFormatter(new OpenAIResponsesContentFormatter(), responsesExchanges)
