"""The accounts of the demo company, as its sign-in page offers them."""

PASSWORD = "mandate-demo"

# (e-mail address, who that is)
ACCOUNTS = (
    ("owner.retail@demo.example", "Business owner, Retail"),
    ("owner.logistics@demo.example", "Business owner, Logistics"),
    ("owner.finance@demo.example", "Business owner, Finance"),
    ("it.platform@demo.example", "IT staff, Platform"),
    ("it.data@demo.example", "IT staff, Data"),
    ("board@demo.example", "Governance board"),
    ("board.chair@demo.example", "Governance board, chair"),
    ("admin@demo.example", "Administrator"),
    ("requester@demo.example", "Requester"),
)
