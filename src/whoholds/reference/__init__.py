"""What the world is: places, actors, theatres, outlets, as data files and their look-up."""
