import { testContentFormatter } from '@azureml-endpoints/core/testing'
import { CohereV2ContentFormatter } from '../src/index.ts'
import { exchangesV2 } from './recorded-exchanges-v2.ts'

testContentFormatter(CohereV2ContentFormatter, exchangesV2)
