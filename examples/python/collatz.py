import os

from langchain_community.chat_models.azureml_endpoint import (
    AzureMLChatOnlineEndpoint,
    CustomOpenAIChatContentFormatter,
)
from langchain_core.messages import HumanMessage, SystemMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate

chat = AzureMLChatOnlineEndpoint(
    endpoint_url=os.environ["AZUREML_ENDPOINT_URL"],
    endpoint_api_type="serverless",
    endpoint_api_key=os.environ["AZUREML_ENDPOINT_API_KEY"],
    content_formatter=CustomOpenAIChatContentFormatter(),
    model_kwargs={"model": "my-llama", "temperature": 0.8},
)

question = HumanMessage(content="Will the Collatz conjecture ever be solved?")
answer = chat.invoke([SystemMessage(content="Be brief."), question], max_tokens=512)
print(answer.content)

for chunk in chat.stream([question], model="my-llama"):
    print(chunk.content, end="", flush=True)

prompt = ChatPromptTemplate.from_messages(
    [("system", "Write in the style of {author}."), ("human", "Write an essay about {topic}.")]
)
chain = prompt | chat | StrOutputParser()
print(chain.invoke({"author": "Ada Lovelace", "topic": "prime numbers"}))
