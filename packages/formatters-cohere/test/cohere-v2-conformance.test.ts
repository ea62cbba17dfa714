import { testContentFormatter } from '@azureml-endpoints/core/testing'
import { CohereV2ContentFormatter } from '../src/index.ts'
import { exchangesV2 } from './recorded-exchanges-v2.ts'
import { embeddingsV2, rerankingsV2 } from './recorded-operations.ts'

testContentFormatter(CohereV2ContentFormatter, exchangesV2, { embeddings: embeddingsV2, rerankings: rerankingsV2 })
