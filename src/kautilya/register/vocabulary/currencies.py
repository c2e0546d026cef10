"""Currencies (ISO 4217) that defence contracts are written in."""

CURRENCIES: tuple[str, ...] = (
    "AED", "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "IDR", "ILS", "INR", "JPY", "KRW", "MYR", "NOK",
    "NZD", "PHP", "PKR", "PLN", "RUB", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "UAH", "USD", "VND", "ZAR",
)  # fmt: skip
"""Codes by letter."""
