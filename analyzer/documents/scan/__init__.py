"""Pictures of pages → text. What a picture holds is recognised by programs of others; see engines."""
