"""The application: `uvicorn fastapi_shop.app:app`."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Depends, FastAPI, Header

from fastapi_shop.receivers import Courier
from fastapi_shop.signals import OrderCompleted, OrderService, order_cancelled, order_completed


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[None, None]:
    """Connect for as long as the application runs."""
    app.state.courier = courier = Courier()
    with order_completed.connected(courier.call):
        yield


app = FastAPI(lifespan=lifespan)


def customer(authorization: Annotated[str, Header()]) -> str:
    """Return the address of the customer who is logged in."""
    return authorization.removeprefix("Bearer ")


@app.post("/orders/{order_id}/complete", status_code=201)
async def complete(order_id: int, email: Annotated[str, Depends(customer)]) -> None:
    """Run on the event loop: `asend` awaits the receivers."""
    await order_completed.asend(OrderService, OrderCompleted(order_id, email))


@app.post("/orders/{order_id}/cancel")
def cancel(order_id: int) -> None:
    """Run in a worker thread, and so do the receivers of a `Signal`."""
    order_cancelled.send(OrderService, order_id)
