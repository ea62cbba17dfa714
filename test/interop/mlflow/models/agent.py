"""An agent of MLflow, whose answer has a form of its own."""

import uuid

import mlflow
from mlflow.pyfunc import ChatAgent
from mlflow.types.agent import ChatAgentMessage, ChatAgentResponse


class Agent(ChatAgent):
    def predict(self, messages, context=None, custom_inputs=None):
        return ChatAgentResponse(messages=[ChatAgentMessage(role="assistant", content="An answer.", id=str(uuid.uuid4()))])


mlflow.models.set_model(Agent())
