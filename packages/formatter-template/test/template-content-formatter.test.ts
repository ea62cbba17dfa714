import { testContentFormatter } from '@azureml-endpoints/core/testing'
import { TemplateContentFormatter } from '../src/index.ts'
import { exchanges } from './recorded-exchanges.ts'

testContentFormatter(TemplateContentFormatter, exchanges)
