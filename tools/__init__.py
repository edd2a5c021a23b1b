"""What `make` runs: set-up, private servers, the launcher. No part of the product itself."""
