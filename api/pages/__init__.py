"""Pages for people: each is one question to the engines, and one template for its outline."""
